#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrows between rooms point down only (design.md, the rooms). Reads every #include "…" and every QML import, and fails
on one that the table below does not allow. --root DIR checks another tree (the check's own test uses that)."""
import argparse
import pathlib
import re
import sys

SYNC = {"sync/base", "sync/wire", "sync/crypto", "sync/roster", "sync/engine", "sync/transport"}
PLATFORM = {"platform/announcer", "platform/clipboard", "platform/files", "platform/keystore", "platform/network",
            "platform/privacy"}
STORE = SYNC | {"app/store", "platform/files", "platform/keystore"}
FEATURE = STORE | {"app/forms"}

# room -> rooms whose headers it may include (itself always)
MAY_INCLUDE = {
    "sync/base": set(),
    "sync/wire": {"sync/base"},
    "sync/crypto": {"sync/base", "sync/wire"},
    "sync/roster": {"sync/base", "sync/wire", "sync/crypto"},
    "sync/engine": {"sync/base", "sync/wire", "sync/crypto", "sync/roster"},
    "sync/transport": {"sync/base", "sync/wire", "sync/crypto"},
    "sync/service": {"sync/base", "sync/wire", "sync/crypto", "sync/roster"},
    "platform/announcer": set(),
    "platform/clipboard": set(),
    "platform/files": {"sync/base"},
    "platform/keystore": {"sync/base", "sync/crypto", "platform/files"},
    "platform/network": set(),
    "platform/privacy": {"sync/base"},
    "app/store": STORE,
    "app/forms": {"sync/base", "sync/wire", "app/store"},
    "app/concern": FEATURE,
    "app/triage": FEATURE,
    "app/admin": FEATURE,
    "app/shell": FEATURE | PLATFORM,
    "app/main": FEATURE | PLATFORM | {"app/concern", "app/triage", "app/admin", "app/shell", "qml/Theme"},
    "qml/Theme": set(),  # C++ of its own: fonts, icons and words, made ready before the first engine
    "app/ctl": FEATURE | PLATFORM | {"app/concern", "app/triage", "app/admin", "app/shell"},
}

# QML module -> what it may import beside Qt's own
CONTROLS = {"Safelight.Theme", "Safelight.Controls"}
MAY_IMPORT = {
    "qml/Theme": set(),
    "qml/Controls": {"Safelight.Theme"},
    "qml/Capture": CONTROLS | {"Safelight.App.Concern"},
    "qml/Triage": CONTROLS | {"Safelight.App.Triage"},
    "qml/Admin": CONTROLS | {"Safelight.App.Admin"},
    "qml/Shell": CONTROLS | {"Safelight.Capture", "Safelight.Triage", "Safelight.Admin", "Safelight.App.Concern",
                             "Safelight.App.Triage", "Safelight.App.Admin", "Safelight.App.Shell"},
}

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
IMPORT = re.compile(r"^\s*import\s+(Safelight[\w.]*)", re.M)


def room_of(path):
    parts = pathlib.PurePosixPath(path).parts
    return "/".join(parts[:2]) if len(parts) > 2 else None


def check(root):
    wrong = []
    for path in sorted([*root.glob("*/*/**/*.h"), *root.glob("*/*/**/*.cpp"), *root.glob("*/*/**/*.qml")]):
        name = path.relative_to(root).as_posix()
        room = room_of(name)
        text = path.read_text(encoding="utf-8")
        if name.startswith("build/"):
            continue
        if path.suffix == ".qml" and room in MAY_IMPORT:
            own = "Safelight." + room.split("/")[1]
            wrong += [f"{name}: imports {module}, which is not below {room}"
                      for module in IMPORT.findall(text) if module != own and module not in MAY_IMPORT[room]]
        elif room in MAY_INCLUDE:
            for header in INCLUDE.findall(text):
                target = room_of(header)
                if target and target != room and target not in MAY_INCLUDE[room] \
                        and (root / header).exists():
                    wrong.append(f"{name}: includes {header}, which is not below {room}")
                if not target and (path.parent / header).exists() and "/" not in header:
                    wrong.append(f'{name}: include "{header}" from the root: "{room}/{header}"')
        elif name.startswith(("app/", "sync/", "platform/", "qml/")) and room:
            wrong.append(f"{name}: the room {room} is not in tools/check_arrows.py: say what it may use")
    return sorted(set(wrong))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", default=pathlib.Path(__file__).resolve().parent.parent, type=pathlib.Path)
    wrong = check(parser.parse_args().root)
    for line in wrong:
        print("arrow: " + line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
