#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""House rules that a machine can hold: licence headers, a README in every room, raw colours in Theme only, QML without
back doors, no blind waits in tests, no second crypto library, no switched-off TLS checks, public declarations with a
comment. --root DIR checks another tree (the check's own test uses that)."""
import argparse
import pathlib
import re
import sys

SOURCES = {".cpp", ".h", ".qml", ".py", ".cmake"}
COLOUR = re.compile(r'"#[0-9a-fA-F]{3,8}"|Qt\.rgba\(|color:\s*"(?!transparent)[a-z]+"')

# (where, pattern, what to do instead)
FORBIDDEN = [
    (r"\.(cpp|h|qml)$", r"setContextProperty|qmlRegisterType", "declare the type in a QML module and pass it as a property"),
    (r"\.qml$", r"property\s+var\s", "give the property its type"),
    (r"\.qml$", r"Qt\.createComponent\(|parent\.parent", "declare the component, or pass what is needed as a property"),
    (r"^(app|sync|platform)/.*\.(cpp|h)$", r"ignoreSslErrors|VerifyNone|verify_none", "a certificate that does not fit is refused"),
    (r"^(app|sync|platform)/.*\.(cpp|h)$", r"QCryptographicHash|QMessageAuthenticationCode|EVP_(Encrypt|Decrypt)",
     "cryptography is libsodium's, in sync/crypto"),
    (r"^tests/.*\.(cpp|h|qml|py)$", r"qWait\(|sleep_for|usleep\(|time\.sleep\(|QThread::m?sleep|\bwait\(\d+\)",
     "wait for a signal or a state, not for a time"),
    (r"^(app|sync)/(?!main/|base/clock)(?!.*main\.cpp).*\.(cpp|h)$",
     r"currentDateTime|currentMSecsSinceEpoch|system_clock::now|QRandomGenerator::global|qgetenv|qEnvironmentVariable",
     "time, chance and the environment are handed in"),
    (r"\.(cpp|h|qml|py|md)$", r"\b(TODO|FIXME|XXX)\b", "finish it, or write an issue"),
]


def rooms(root):
    for top in ("app", "qml", "sync", "platform"):
        yield from (d for d in sorted((root / top).glob("*")) if d.is_dir() and any(d.glob("*.h")) or any(d.glob("*.qml")))


def check(root):
    wrong = []
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        name = path.relative_to(root).as_posix()
        if name.startswith((".git/", "build/", "tools/check_house.py")) or "/testdata/" in name:
            continue
        is_source = path.suffix in SOURCES or path.name == "CMakeLists.txt"
        if not is_source and path.suffix != ".md":
            continue
        text = path.read_text(encoding="utf-8")
        head = "\n".join(text.splitlines()[:4])
        if is_source and "SPDX-License-Identifier: GPL-3.0-or-later" not in head:
            wrong.append(f"{name}: no SPDX header")
        for where, pattern, instead in FORBIDDEN:
            if re.search(where, name):
                for number, line in enumerate(text.splitlines(), 1):
                    if re.search(pattern, line):
                        wrong.append(f"{name}:{number}: {line.strip()[:60]} -- {instead}")
        if path.suffix == ".qml" and not name.startswith(("qml/Theme/", "tests/")):
            for number, line in enumerate(text.splitlines(), 1):
                if COLOUR.search(line):
                    wrong.append(f"{name}:{number}: a raw colour; use a role of Theme")
        if path.suffix == ".qml" and name.startswith("qml/") and not re.search(r"^/[/*]", text, re.M):
            wrong.append(f"{name}: no line of purpose")
    for room in rooms(root):
        if not (room / "README.md").exists():
            wrong.append(f"{room.relative_to(root)}: no README.md")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", default=pathlib.Path(__file__).resolve().parent.parent, type=pathlib.Path)
    wrong = check(parser.parse_args().root)
    for line in wrong:
        print("house: " + line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
