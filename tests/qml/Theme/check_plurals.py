#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text with %n in app and qml has both English forms in assets/i18n/safelight_en.ts."""
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(__file__).resolve().parents[3]
CALL = re.compile(r'(?:qsTr|\btr|translate)\(\s*(?:"Messages",\s*)?((?:"(?:[^"\\]|\\.)*"\s*)+)')


def main():
    known = {}
    for message in ET.parse(ROOT / "assets/i18n/safelight_en.ts").iter("message"):
        forms = [form.text or "" for form in message.iter("numerusform")]
        known[message.findtext("source")] = forms
    faults = []
    for folder in ("app", "qml"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".cpp", ".h", ".qml"):
                continue
            for call in CALL.finditer(path.read_text(encoding="utf-8")):
                text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', call.group(1)))
                if "%n" in text and (len(known.get(text, [])) != 2 or not all(known[text])):
                    faults.append(f"{path.relative_to(ROOT)}: no English plural for: {text}")
    print("\n".join(faults) or "every %n has its English plural")
    return 1 if faults else 0


sys.exit(main())
