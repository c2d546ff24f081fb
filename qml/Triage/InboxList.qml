// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import Safelight.Controls
import Safelight.Theme
import Safelight.App.Triage

/*! The inbox with its search: what is there, what is being read, what went wrong. */
FocusScope {
    id: root

    required property TriageModel model

    signal openRequested(string concernId)

    implicitWidth: 340
    implicitHeight: 600

    Accessible.role: Accessible.Pane
    //: The list of concerns that came in
    Accessible.name: qsTr("Inbox")

    function focusList(): void {
        const list = d.list;
        if (list.count > 0 && list.currentIndex < 0)
            list.currentIndex = 0;
        if (list.currentItem)
            list.currentItem.forceActiveFocus(Qt.TabFocusReason);
        else
            list.forceActiveFocus(Qt.TabFocusReason);
    }
    function move(by: int): void {
        const list = d.list;
        if (list.count === 0)
            return;
        list.currentIndex = Math.max(0, Math.min(list.count - 1, list.currentIndex + by));
        root.focusList();
    }
    function focusSearch(): void {
        searchField.takeFocus();
        searchField.input.selectAll();
    }
    function endSearch(): void {
        root.model.found.search("");
        root.focusList();
    }

    QtObject {
        id: d

        readonly property bool searching: root.model.found.active
        readonly property ListView list: d.searching ? foundList : inboxList
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space8

        GridLayout {
            Layout.fillWidth: true
            Layout.rightMargin: Theme.space8 // as the rows, which leave room for their scroll bar
            columns: root.width < 260 * Theme.scale ? 1 : 2
            columnSpacing: Theme.space8
            rowSpacing: 0

            PageHeader {
                Layout.fillWidth: true
                //: Heading of the list: concerns that are decided, or those that are open
                title: root.model.showDecided ? qsTr("Decided") : qsTr("Inbox")
                //: %n is how many concerns are overdue
                subtitle: root.model.overdueCount > 0 ? qsTr("%n overdue", "", root.model.overdueCount)
                    //: %n is how many concerns nobody has given a response urgency yet
                    : root.model.notTriagedCount > 0 ? qsTr("%n not yet triaged", "", root.model.notTriagedCount) : ""
            }
            AppButton {
                objectName: "switchButton"
                kind: AppButton.Quiet
                //: A button: lists the concerns that are open, or those that are decided
                text: root.model.showDecided ? qsTr("Show open") : qsTr("Show decided")
                onClicked: root.model.setShowDecided(!root.model.showDecided)
            }
        }
        FormField {
            id: searchField

            objectName: "searchField"
            Layout.fillWidth: true
            Layout.rightMargin: Theme.space8
            label: qsTr("Search all concerns")
            text: root.model.found.typed
            onEdited: text => root.model.found.search(text)
            onAccepted: root.focusList()
            Keys.onEscapePressed: root.endSearch()
            Keys.onDownPressed: root.focusList()
        }
        MetaText {
            Layout.fillWidth: true
            visible: d.searching && !root.model.found.searching
            //: %n is how many concerns were found
            text: root.model.found.failureText.length > 0 ? root.model.found.failureText : qsTr("%n found", "", root.model.found.count)
        }
        Banner {
            Layout.fillWidth: true
            Layout.rightMargin: Theme.space8
            visible: root.model.truncated && !d.searching
            text: qsTr("There are more concerns than are listed here. Search for the rest.")
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ListView {
                id: inboxList

                objectName: "inboxList"
                anchors.fill: parent
                anchors.topMargin: failure.visible ? failure.height + Theme.space8 : 0
                visible: !d.searching && inboxList.count > 0 && root.model.state !== Triage.LoadState.Empty
                clip: true
                focus: true
                activeFocusOnTab: true
                spacing: Theme.space8
                model: root.model.inbox
                currentIndex: -1
                boundsBehavior: Flickable.StopAtBounds
                highlightMoveDuration: Theme.motionMs
                reuseItems: true
                cacheBuffer: 400
                Accessible.role: Accessible.List
                //: Said by a screen reader: the list of concerns
                Accessible.name: qsTr("Concerns")

                delegate: InboxRow {
                    width: ListView.view.width - Theme.space8
                    open: concernId === root.model.record.concernId
                    onOpenRequested: concernId => {
                        inboxList.currentIndex = index;
                        root.openRequested(concernId);
                    }
                }
                ScrollBar.vertical: ListScrollBar {
                }
            }
            ListView {
                id: foundList

                objectName: "foundList"
                anchors.fill: parent
                visible: d.searching
                clip: true
                activeFocusOnTab: true
                spacing: Theme.space8
                model: root.model.found
                currentIndex: -1
                boundsBehavior: Flickable.StopAtBounds
                highlightMoveDuration: Theme.motionMs
                Accessible.role: Accessible.List
                //: Said by a screen reader: the list of what a search found
                Accessible.name: qsTr("Found")

                delegate: FoundRow {
                    width: ListView.view.width - Theme.space8
                    open: concernId === root.model.record.concernId
                    onOpenRequested: concernId => root.openRequested(concernId)
                }
                ScrollBar.vertical: ListScrollBar {
                }
            }
            ProgressPanel {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                visible: !d.searching && root.model.state === Triage.LoadState.Loading && inboxList.count === 0
                text: qsTr("Reading the inbox")
            }
            EmptyState {
                anchors.fill: parent
                visible: !d.searching && root.model.state === Triage.LoadState.Empty
                iconName: "mail-read-symbolic"
                title: root.model.showDecided ? qsTr("Nothing decided yet") : qsTr("Nothing is waiting")
                text: root.model.showDecided ? qsTr("Concerns appear here once somebody has decided.") : qsTr("Concerns that teams and desks send to a safeguarding champion appear here.")
            }
            Banner {
                id: failure

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.rightMargin: Theme.space8
                anchors.top: parent.top
                visible: !d.searching && root.model.state === Triage.LoadState.Failed
                kind: Banner.Danger
                title: qsTr("The inbox could not be read")
                text: root.model.failureText
                //: A button: reads the list again
                actionText: qsTr("Try again")
                onActionTriggered: root.model.refresh()
            }
        }
    }
}
