// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Safelight.Controls

/*! The three kinds of options that a ChoiceGroup takes. */
TestCase {
    id: root

    name: "ChoiceSources"
    when: windowShown
    visible: true
    width: 400
    height: 400

    readonly property list<ChoiceOption> objects: [
        ChoiceOption {
            value: 5
            text: "Five"
        },
        ChoiceOption {
            value: 6
            text: "Six"
        }
    ]
    ListModel {
        id: rows

        ListElement {
            value: 5
            text: "Five"
        }
        ListElement {
            value: 6
            text: "Six"
        }
    }
    Component {
        id: groupComponent

        ChoiceGroup {
            width: 300
            label: "Number"
        }
    }
    SignalSpy {
        id: spy

        signalName: "chosen"
    }

    function init(): void {
        failOnWarning(/.?/);
    }
    function test_options_data(): var {
        return [
            {
                tag: "list of ChoiceOption",
                options: root.objects
            },
            {
                tag: "model with roles",
                options: rows
            },
            {
                tag: "array of objects",
                options: [
                    {
                        value: 5,
                        text: "Five"
                    },
                    {
                        value: 6,
                        text: "Six"
                    }
                ]
            }
        ];
    }
    function test_options(row): void {
        const group = createTemporaryObject(groupComponent, root, {
            options: row.options
        });
        spy.target = group;
        spy.clear();
        group.takeFocus();
        keyClick(Qt.Key_Down);
        compare(spy.count, 1);
        compare(spy.signalArguments[0][0], 6);
        spy.target = null;
    }
}
