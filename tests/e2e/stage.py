# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test needs before people come in: the built programs, a service, and the practice organisation's three
installations. Everything any program says is kept, to be looked through for what must not be there."""
import argparse
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import traceback

from person import NotSeen, Screen, until


class Service:
    """safelight-service over loopback TLS; it can be stopped and comes back on the same port."""

    def __init__(self, stage):
        self.stage = stage
        self.data = stage.folder / "service"
        self.port = 0
        self.process = None

    def start(self):
        self.process = self.stage.start("safelight-service", ["serve", "--data", self.data,
                                                              "--listen", f"127.0.0.1:{self.port}"])
        said = self.stage.last_said
        first = until("the service to name its port", lambda: self._first_line(said))
        self.port = int(re.search(r":(\d+)\b", first).group(1))

    def _first_line(self, said):
        if self.process.poll() is not None:
            raise AssertionError(f"the service ended with {self.process.returncode}")
        text = said.read_text(encoding="utf-8")
        return text.splitlines()[0] if "\n" in text else None

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()


class Stage:
    """Folders and programs of one test."""

    def __init__(self, programs, folder):
        self.programs = pathlib.Path(programs)
        self.folder = pathlib.Path(folder) / "stage"
        self.said = pathlib.Path(folder) / "said"
        self.folder.mkdir()
        self.said.mkdir()
        self.started = []
        self.screens = []
        self.last_said = None
        self.service = Service(self)
        self.passphrases = {}

    def start(self, program, arguments, **more):
        """Starts a program; what it says goes into a file of its own."""
        self.last_said = self.said / f"{len(self.started):02}-{program}.txt"
        with open(self.last_said, "wb") as out:
            own = self.programs / program
            process = subprocess.Popen([own if own.exists() else program, *map(str, arguments)], stdout=out,
                                       stderr=subprocess.STDOUT, cwd=self.folder, **more)
        self.started.append(process)
        return process

    def run(self, program, *arguments):
        """Runs a program to its end and gives what it printed."""
        done = subprocess.run([self.programs / program, *map(str, arguments)], capture_output=True, text=True,
                              cwd=self.folder, check=False)
        self.started.append(done)
        (self.said / f"{len(self.started):02}-{program}-run.txt").write_text(done.stdout + done.stderr,
                                                                           encoding="utf-8")
        if done.returncode != 0:
            raise AssertionError(f"{program} {arguments[0]} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def practise(self):
        """A service that runs, and the practice organisation at it."""
        keys = ["--root-file", self.folder / "root.key", "--recovery-file", self.folder / "recovery.key"]
        told = self.run("safelight-ctl", "org", "keys", *keys, "--json")
        root = json.loads(told)["root_pk"]
        self.run("safelight-service", "init", "--data", self.service.data, "--root-key", root, "--name", "localhost")
        self.service.start()
        told = self.run("safelight-ctl", "practice", "--out", self.folder, "--service-url",
                        f"https://localhost:{self.service.port}", "--ca-file", self.service.data / "tls" / "ca.pem",
                        *keys, "--json")
        devices = json.loads(told)["devices"]
        self.passphrases = {pathlib.Path(device["folder"]).name: device["passphrase"] for device in devices}

    def screen(self, device, *arguments, **environment):
        """Starts safelight on a device's folder."""
        def start(extra):
            return self.start("safelight", ["--data", self.folder / device, *arguments],
                              env={**os.environ, **environment, **extra})
        screen = Screen(start)
        self.screens.append(screen)
        return screen

    def kiosk_session(self, device):
        """The kiosk's own session: safelight alone in a compositor, which here draws on no real screen."""
        def start(extra):
            return self.start("cage", ["--", self.programs / "safelight", "--kiosk", "--data", self.folder / device],
                              env={**os.environ, **extra, "WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman",
                                   "WLR_LIBINPUT_NO_DEVICES": "1"})
        screen = Screen(start, "wayland")
        self.screens.append(screen)
        return screen

    def unlock(self, screen, device):
        """Types the passphrase where the focus already is, as a person does."""
        screen.type_secret(self.passphrases[device])
        screen.key("Return")

    def everything_said(self):
        return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(self.said.iterdir()))

    @staticmethod
    def runs(pid):
        """Whether a process is alive (and not just waiting to be asked how it ended)."""
        try:
            status = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return False
        return status.rsplit(")", 1)[1].split()[0] != "Z"

    def end_programs(self):
        """Ends everything that still runs, as a log-out does."""
        for process in self.started:
            if isinstance(process, subprocess.Popen) and process.poll() is None:
                process.terminate()
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def files_with(words, *folders):
    """The files under the folders in which the words stand, in any of the ways a program writes text."""
    needles = [words.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [path for folder in folders for path in sorted(folder.rglob("*"))
            if path.is_file() and any(needle in path.read_bytes() for needle in needles)]


def play(test):
    """Runs a test on a fresh stage. On a failure: what every window showed, and what the programs said."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", required=True)
    parser.add_argument("--folder", required=True)
    options = parser.parse_args()
    stage = Stage(options.programs, options.folder)
    try:
        test(stage)
        return 0
    except (AssertionError, NotSeen):
        traceback.print_exc()
        for screen in stage.screens:
            print("--- a window showed:", *screen.names_if_any(), sep="\n  ", file=sys.stderr)
        print("--- the programs said:", stage.everything_said(), sep="\n", file=sys.stderr)
        return 1
    finally:
        stage.end_programs()
