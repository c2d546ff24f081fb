# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kiosk as it runs on a desk: nothing but Safelight in the compositor cage. It comes up, can be read by assistive
technology, and its session ends when the program is told to end, so that the next one comes up."""
import os
import signal
import sys

from person import until
from stage import play


def one_session(stage):
    kiosk = stage.kiosk_session("kiosk")
    kiosk.see("Welcome back, Library desk")
    kiosk.see("Unlock")
    unnamed = kiosk.unnamed()
    if unnamed:
        raise AssertionError(f"there is no accessible name for: {unnamed}")
    program = kiosk.app.get_process_id()
    os.kill(program, signal.SIGTERM)
    until("the program to be gone", lambda: not stage.runs(program))
    if kiosk.process.wait(timeout=20) < 0:
        raise AssertionError(f"the compositor died of signal {-kiosk.process.returncode}")


def test(stage):
    stage.practise()
    one_session(stage)
    one_session(stage)


if __name__ == "__main__":
    sys.exit(play(test))
