# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second Safelight on the same folder says so and touches nothing; the first goes on as if nothing had been."""
import sys

from stage import play


def test(stage):
    stage.practise()
    first = stage.screen("tablet")
    stage.unlock(first, "tablet")
    first.see("Is anyone in immediate danger?")
    second = stage.screen("tablet")
    second.see("Safelight is already open on this device.")
    unnamed = second.unnamed()
    if unnamed:
        raise AssertionError(f"there is no accessible name for: {unnamed}")
    second.press("Close Safelight")
    if second.process.wait(timeout=20) != 0:
        raise AssertionError(f"the second ended with {second.process.returncode}")
    first.activate()
    first.press("No")
    first.type_into("What did you see or hear?", "The first window still writes.")
    first.key("ctrl+Return")
    first.see("Done")


if __name__ == "__main__":
    sys.exit(play(test))
