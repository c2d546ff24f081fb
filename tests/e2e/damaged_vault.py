# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault with one damaged header copy opens, and the copy is mended. With both damaged the person is told what to do
and not a byte of the vault changes."""
import sys

from stage import play


def damage(path):
    """One bit in the middle, as a failing disk does it."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test(stage):
    stage.practise()
    stage.service.stop()
    copies = sorted((stage.folder / "tablet").glob("*/header.[ab]"))
    if len(copies) != 2:
        raise AssertionError(f"two copies of the header; there are {copies}")
    healthy = copies[0].read_bytes()
    damage(copies[0])
    tablet = stage.screen("tablet")
    stage.unlock(tablet, "tablet")
    tablet.see("Is anyone in immediate danger?")
    if copies[0].read_bytes() != healthy:
        raise AssertionError("the damaged copy was not mended")
    tablet.close()

    for copy in copies:
        damage(copy)
    vault = copies[0].parent
    before = contents(vault)
    tablet = stage.screen("tablet")
    stage.unlock(tablet, "tablet")
    tablet.see("These notes cannot be opened now")
    tablet.close()
    after = contents(vault)
    changed = [path.name for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    if changed:
        raise AssertionError(f"files of the damaged vault changed: {changed}")


if __name__ == "__main__":
    sys.exit(play(test))
