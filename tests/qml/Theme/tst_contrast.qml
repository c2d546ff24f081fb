// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Safelight.Theme

/*! WCAG 2.2 contrast of every pair of roles that a control uses, in every theme. */
TestCase {
    id: root

    name: "Contrast"

    // ink, ground
    readonly property list<string> textPairs: ["text surface", "text surfaceRaised", "text surfaceSunken", "textMuted surface", "textMuted surfaceRaised", "textMuted surfaceSunken", "action surface", "action surfaceRaised", "action surfaceSunken", "inkAction action", "inkAction actionPressed", "inkActionContainer actionContainer", "danger surface", "danger surfaceRaised", "inkDanger danger", "inkDangerContainer dangerContainer", "inkWarning warning", "inkWarningContainer warningContainer", "inkSuccess success", "inkSuccessContainer successContainer", "inkInfo info", "inkInfoContainer infoContainer", "inkSelection selection"]
    // what must be seen, what it lies on
    readonly property list<string> controlPairs: ["outline surface", "outline surfaceRaised", "outline surfaceSunken", "action surface", "action surfaceRaised", "action actionContainer", "danger surface", "danger surfaceRaised", "danger dangerContainer", "warning warningContainer", "warning surface", "success successContainer", "success surfaceRaised", "info infoContainer", "info surface", "focus focusInner", "focus surface", "focus surfaceRaised"]
    readonly property list<int> modes: [Theme.Day, Theme.Night, Theme.HighContrast]

    function linear(channel: real): real {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
    function luminance(c: color): real {
        return 0.2126 * root.linear(c.r) + 0.7152 * root.linear(c.g) + 0.0722 * root.linear(c.b);
    }
    function contrast(a: color, b: color): real {
        const x = root.luminance(a);
        const y = root.luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }
    function rows(pairs: list<string>): var {
        const out = [];
        for (const mode of root.modes) {
            for (const pair of pairs)
                out.push({
                    tag: ["day", "night", "high contrast"][mode] + ": " + pair,
                    mode: mode,
                    ink: pair.split(" ")[0],
                    ground: pair.split(" ")[1]
                });
        }
        return out;
    }

    function init(): void {
        failOnWarning(/.?/);
    }
    function cleanup(): void {
        Theme.mode = Theme.Day;
        Theme.textScale = 1;
        Theme.reducedMotion = false;
    }

    function test_text_data(): var {
        return root.rows(root.textPairs);
    }
    function test_text(row): void {
        Theme.mode = row.mode;
        const found = root.contrast(Theme[row.ink], Theme[row.ground]);
        verify(found >= 4.5, row.tag + " is " + found.toFixed(2));
    }
    function test_controls_data(): var {
        return root.rows(root.controlPairs);
    }
    function test_controls(row): void {
        Theme.mode = row.mode;
        const found = root.contrast(Theme[row.ink], Theme[row.ground]);
        verify(found >= 3, row.tag + " is " + found.toFixed(2));
    }

    function test_the_measure_itself(): void {
        fuzzyCompare(root.contrast(Qt.color("#ffffff"), Qt.color("#000000")), 21, 0.001);
        fuzzyCompare(root.contrast(Qt.color("#767676"), Qt.color("#ffffff")), 4.54, 0.01); // WCAG's own example of just enough
    }
    function test_night_is_low_in_blue(): void {
        Theme.mode = Theme.Night;
        for (const role of ["surface", "surfaceRaised", "surfaceSunken", "text", "textMuted", "action", "danger", "success", "warning", "info", "focus"])
            verify(Theme[role].b <= Theme[role].r, role);
    }
    function test_textScale_stays_in_bounds_data(): var {
        return [
            {
                tag: "too small",
                asked: 0.2,
                body: 16
            },
            {
                tag: "100 %",
                asked: 1,
                body: 16
            },
            {
                tag: "200 %",
                asked: 2,
                body: 32
            },
            {
                tag: "too large",
                asked: 9,
                body: 32
            }
        ];
    }
    function test_textScale_stays_in_bounds(row): void {
        Theme.textScale = row.asked;
        compare(Theme.fontBody, row.body);
    }
    function test_motion(): void {
        verify(Theme.motionMs > 0 && Theme.motionMs <= 150);
        Theme.reducedMotion = true;
        compare(Theme.motionMs, 0);
    }
}
