// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Theme

/*! Name of the page, with the way back and the page's own actions at the end. */
Item {
    id: root

    property string title
    property string subtitle
    property bool backVisible: false
    default property alias actions: actionRow.data

    signal back

    implicitWidth: 320
    implicitHeight: Math.max(Theme.primaryTarget, row.implicitHeight + 2 * Theme.space8)

    /*! To where a page begins: the way back, or its name where there is none. */
    function takeFocus(): void {
        if (backButton.visible)
            backButton.forceActiveFocus(Qt.TabFocusReason);
        else
            heading.takeFocus();
    }

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.topMargin: Theme.space8
        anchors.bottomMargin: Theme.space8
        spacing: Theme.space8

        AppButton {
            id: backButton

            Layout.alignment: Qt.AlignTop
            kind: AppButton.Quiet
            iconOnly: true
            icon.name: "go-previous"
            //: A button: to the page before
            text: qsTr("Back")
            visible: root.backVisible
            onClicked: root.back()
        }
        Column {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            spacing: 2

            Heading {
                id: heading

                width: parent.width
                level: 1
                text: root.title
            }
            MetaText {
                width: parent.width
                text: root.subtitle
                visible: root.subtitle.length > 0
            }
        }
        RowLayout {
            id: actionRow

            Layout.alignment: Qt.AlignTop
            spacing: Theme.space8
        }
    }
}
