// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.Theme

/*!
    What must be mended before going on, at the top of the page; each line leads to its field. `errors` takes a model
    with roles field and text. Hidden while there are none; call takeFocus() after it fills.
*/
FocusScope { // a pane would be told to assistive technology as a pane, whatever role it is given
    id: root

    property alias errors: repeater.model
    readonly property int count: repeater.count

    signal jump(string field)

    implicitWidth: 280
    implicitHeight: column.implicitHeight + 2 * Theme.space16
    visible: repeater.count > 0

    Accessible.role: Accessible.AlertMessage
    Accessible.name: heading.text

    function takeFocus(): void {
        const first = repeater.itemAt(0);
        if (first)
            first.forceActiveFocus(Qt.TabFocusReason);
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.dangerContainer
        border.width: 2
        border.color: Theme.danger
    }
    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.space16
        spacing: Theme.space8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space12

            AppIcon {
                Layout.alignment: Qt.AlignTop
                name: "dialog-error-symbolic"
                color: Theme.danger
            }
            Heading {
                id: heading

                Layout.fillWidth: true
                level: 2
                //: Heading of the list of errors; %n is how many
                text: qsTr("%n thing(s) to mend", "", repeater.count)
                color: Theme.inkDangerContainer
            }
        }
        Column { // not a layout: its rows come and go
            id: rows

            Layout.fillWidth: true
            spacing: Theme.space8

            Repeater {
                id: repeater

                delegate: AppLink {
                    id: link

                    required property string field
                    required text

                    width: rows.width
                    color: Theme.inkDangerContainer
                    //: Said after an error in the list at the top of a page
                    description: qsTr("Goes to the field")
                    onClicked: root.jump(link.field)
                }
            }
        }
    }
}
