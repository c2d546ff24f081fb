// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme
import Safelight.App.Triage

/*!
    The champion's desk: inbox, record and actions side by side where there is room, else one after the other.
    Everything is reached by keyboard; `shortcuts` is what the shell lists under "?".
*/
FocusScope {
    id: root

    required property TriageModel model
    property alias shortcuts: keys.hints

    implicitWidth: 1280
    implicitHeight: 800

    Accessible.role: Accessible.Pane
    //: Said by a screen reader: the page where a champion works on concerns
    Accessible.name: qsTr("Triage")

    Keys.onPressed: event => {
        if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier))
            return;
        event.accepted = true;
        switch (event.key) {
        case Qt.Key_J:
            d.showList();
            list.move(1);
            break;
        case Qt.Key_K:
            d.showList();
            list.move(-1);
            break;
        case Qt.Key_U:
            if (d.openForWork)
                d.wide ? sidePanel.focusUrgency() : pane.focusUrgency();
            break;
        case Qt.Key_T:
            if (d.openForWork)
                d.wide ? sidePanel.focusDue() : pane.focusDue();
            break;
        case Qt.Key_D:
            if (d.filled)
                d.wide ? sidePanel.focusDecision() : pane.focusDecision();
            break;
        case Qt.Key_S:
            if (d.filled)
                pane.focusConflict();
            break;
        case Qt.Key_L:
            d.showList();
            root.model.setShowDecided(!root.model.showDecided);
            list.focusList();
            break;
        case Qt.Key_O:
            if (d.openForWork)
                root.model.record.take();
            break;
        case Qt.Key_Slash:
            d.showList();
            list.focusSearch();
            break;
        case Qt.Key_Escape:
            d.back();
            break;
        default:
            event.accepted = false;
        }
    }

    TriageKeys {
        id: keys
    }
    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        enabled: root.visible && d.filled && root.model.record.decision.started
        onActivated: root.model.record.decision.decide()
    }
    Connections {
        target: root.model.record.decision

        function onDecided(): void {
            if (d.twoPanes)
                list.focusList();
            else
                pane.takeFocus();
        }
    }

    QtObject {
        id: d

        /*! Width in units of readable text: at 200 % a pane needs more room. */
        readonly property real room: root.width / (1 + (Theme.scale - 1) * 0.7)
        readonly property bool wide: d.room >= Theme.wideFrom
        readonly property bool twoPanes: d.room >= Theme.expandedFrom
        readonly property bool recordOpen: root.model.record.concernId.length > 0
        readonly property bool filled: root.model.record.state === Triage.LoadState.Filled
        readonly property bool openForWork: d.filled && root.model.record.status !== Triage.Status.Decided

        onRecordOpenChanged: {
            if (!d.recordOpen && !d.twoPanes) // closing waits until what was written is safe
                list.focusList();
        }

        readonly property int listWidth: Math.round(Math.min(440, (d.wide ? 340 : 320) * Theme.scale))
        readonly property int actionWidth: Math.round(Math.min(520, 360 * Theme.scale))

        function showList(): void {
            if (!d.twoPanes && d.recordOpen)
                root.model.close();
        }
        function back(): void {
            if (d.twoPanes || !d.recordOpen)
                list.focusList();
            else
                root.model.close();
        }
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: list.visible ? Theme.space16 : 0
        spacing: 0

        InboxList {
            id: list

            Layout.fillHeight: true
            Layout.fillWidth: !d.twoPanes
            Layout.preferredWidth: d.listWidth
            Layout.topMargin: Theme.space8
            Layout.rightMargin: d.twoPanes ? 0 : Theme.space8
            focus: true
            visible: d.twoPanes || !d.recordOpen
            model: root.model
            onOpenRequested: concernId => {
                root.model.open(concernId);
                pane.takeFocus();
            }
        }
        Divider {
            Layout.fillHeight: true
            Layout.preferredWidth: Math.max(1, Theme.border)
            Layout.leftMargin: Theme.space8
            visible: d.twoPanes
        }
        RecordPane {
            id: pane

            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: d.twoPanes || d.recordOpen
            record: root.model.record
            actionsBelow: !d.wide
            backVisible: !d.twoPanes
            onBack: d.back()
        }
        Divider {
            Layout.fillHeight: true
            Layout.preferredWidth: Math.max(1, Theme.border)
            visible: side.visible
        }
        ScrollPage {
            id: side

            objectName: "actionScroll"
            Layout.fillHeight: true
            Layout.preferredWidth: d.actionWidth
            visible: d.wide && d.filled
            margin: Theme.space16

            ActionPanel {
                id: sidePanel

                Layout.fillWidth: true
                record: root.model.record
            }
        }
    }
}
