#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one test script in a desktop of its own: a virtual display, a window manager, a session bus with assistive
technology, and folders that nobody else has. Several can run side by side."""
import os
import shutil
import subprocess
import sys
import tempfile


def display(errors):
    """Starts the display; it says which number was free."""
    reading, writing = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
                              pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=errors)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    return server, number


def as_ordinary_user():
    """cage refuses root. Root starts all over as an ordinary user of a user namespace; 77 where that is not allowed."""
    if not all(shutil.which(program) for program in ("cage", "Xwayland")):
        print("no cage and Xwayland here", file=sys.stderr)
        sys.exit(77)
    if os.getuid() != 0:
        return
    become = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]
    if subprocess.run([*become, "true"], check=False).returncode != 0:
        print("root may not become an ordinary user here", file=sys.stderr)
        sys.exit(77)
    os.execvp(become[0], [*become, sys.executable, *sys.argv])


def main():
    script, *arguments = sys.argv[1:]
    if os.path.basename(script) == "kiosk_session.py":
        as_ordinary_user()
    # Sockets need a short path without blanks; data gets one with blanks, as people's folders have
    run = tempfile.mkdtemp(prefix="safelight-run-")
    folder = tempfile.mkdtemp(prefix="safelight e2e ")
    started = []
    try:
        errors = open(os.path.join(folder, "desktop.txt"), "w", encoding="utf-8")
        server, number = display(errors)
        started.append(server)
        if not number:
            print("the virtual display did not start", file=sys.stderr)
            return 1
        environment = {**os.environ, "DISPLAY": f":{number}", "XDG_RUNTIME_DIR": run, "HOME": folder,
                       "XDG_CONFIG_HOME": f"{folder}/config", "XDG_DATA_HOME": f"{folder}/data",
                       "XDG_CACHE_HOME": f"{folder}/cache", "TMPDIR": folder, "NO_AT_BRIDGE": "0",
                       "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
        for name in ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS"):
            environment.pop(name, None)
        started.append(subprocess.Popen(["openbox"], env=environment, stdout=errors, stderr=errors))
        return subprocess.run(["dbus-run-session", "--", sys.executable, script, *arguments, "--folder", folder],
                              env=environment, check=False).returncode
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(run, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
