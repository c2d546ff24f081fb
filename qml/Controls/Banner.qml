// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Theme

/*! A message that stays on the page, with at most one thing to do about it. */
FocusScope { // a pane would be told to assistive technology as a pane, whatever role it is given
    id: root

    enum Kind { Info, Success, Warning, Danger }

    property int kind: Banner.Info
    property string title
    property string text
    property string actionText

    signal actionTriggered

    implicitWidth: 280
    implicitHeight: column.implicitHeight + 2 * Theme.space16
    activeFocusOnTab: root.activeFocus // only while it has the focus: Tab goes on from where it stands

    Accessible.role: root.kind >= Banner.Warning ? Accessible.AlertMessage : Accessible.Note
    Accessible.name: root.title.length > 0 ? root.title : root.text
    Accessible.description: root.title.length > 0 ? root.text : colors.word

    /*!
        For a message that answers what was just done: it is scrolled into sight, and said. The focus goes to the one
        thing that can be done about it, or to the message where there is none.
    */
    function takeFocus(): void {
        root.forceActiveFocus(Qt.TabFocusReason);
    }

    QtObject {
        id: d

        readonly property bool narrow: root.width - 2 * Theme.space16 < 480
    }
    KindColors {
        id: colors

        kind: root.kind
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: colors.container
        border.width: Theme.border
        border.color: colors.strong

        FocusRing {
            visible: root.Window.activeFocusItem === root
        }
    }
    GridLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.space16
        columns: d.narrow ? 1 : 2
        columnSpacing: Theme.space16
        rowSpacing: Theme.space12

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space12

            AppIcon {
                Layout.alignment: Qt.AlignTop
                name: colors.iconName
                color: colors.strong
            }
            Column {
                Layout.fillWidth: true
                spacing: Theme.space4

                BodyText {
                    width: parent.width
                    text: root.title
                    visible: root.title.length > 0
                    color: colors.ink
                    font.weight: Theme.weightStrong
                }
                BodyText {
                    width: parent.width
                    text: root.text
                    visible: root.text.length > 0
                    color: colors.ink
                }
            }
        }
        AppButton {
            focus: visible
            Layout.fillWidth: d.narrow
            Layout.alignment: Qt.AlignVCenter
            text: root.actionText
            visible: root.actionText.length > 0
            onClicked: root.actionTriggered()
        }
    }
}
