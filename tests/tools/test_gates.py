#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants one breach of each rule in a small tree and asks the gates to find it."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SPDX = "// SPDX-FileCopyrightText: 2026 The Safelight authors\n// SPDX-License-Identifier: GPL-3.0-or-later\n"


class Gates(unittest.TestCase):
    def run_gate(self, gate, files):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = pathlib.Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, ROOT / "tools" / gate, "--root", folder],
                                  capture_output=True, text=True, check=False)
            return done.returncode, done.stderr

    def assert_found(self, gate, files, words):
        code, text = self.run_gate(gate, files)
        self.assertEqual(code, 1, text)
        self.assertIn(words, text)

    def test_clean_tree_is_silent(self):
        files = {"sync/base/a.h": SPDX, "sync/base/README.md": "# base\n",
                 "sync/wire/b.h": SPDX + '#include "sync/base/a.h"\n', "sync/wire/README.md": "# wire\n",
                 "qml/Theme/Theme.qml": SPDX + '// Tokens.\nItem { property color a: "#ffffff" }\n',
                 "qml/Theme/README.md": "# theme\n"}
        for gate in ("check_arrows.py", "check_house.py"):
            code, text = self.run_gate(gate, files)
            self.assertEqual((code, text), (0, ""))

    def test_arrow_up_is_found(self):
        self.assert_found("check_arrows.py", {"sync/base/a.h": SPDX + '#include "sync/wire/b.h"\n',
                                              "sync/wire/b.h": SPDX}, "not below sync/base")
        self.assert_found("check_arrows.py", {"qml/Theme/A.qml": SPDX + "import Safelight.Controls\n"}, "not below qml/Theme")
        self.assert_found("check_arrows.py", {"sync/cellar/a.h": SPDX}, "say what it may use")

    def test_house_rules_are_found(self):
        cases = {
            "sync/base/a.h": ("int a;\n", "no SPDX header"),
            "qml/Shell/A.qml": (SPDX + '// A.\nItem { color: "#123456" }\n', "a raw colour"),
            "qml/Shell/B.qml": (SPDX + "// B.\nItem { property var x }\n", "give the property its type"),
            "tests/a.cpp": (SPDX + "QTest::q" "Wait(100);\n", "not for a time"),
            "app/store/a.cpp": (SPDX + "QCryptographicHash h;\n", "libsodium"),
            "sync/transport/a.cpp": (SPDX + "reply->ignoreSslErrors();\n", "is refused"),
            "app/store/b.cpp": (SPDX + "QDateTime::currentDateTime();\n", "handed in"),
            "app/store/c.h": (SPDX, "no README.md"),
        }
        for name, (text, words) in cases.items():
            with self.subTest(name):
                self.assert_found("check_house.py", {name: text}, words)


if __name__ == "__main__":
    unittest.main()
