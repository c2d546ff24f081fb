#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes invented change-sets, one file each, for training and for measuring the compression dictionary.

    tools/dictionary_samples.py DIR             training samples, from the sentences of assets/dictionary/sentences.txt
    tools/dictionary_samples.py DIR --held-out  other notes, worded apart (assets/dictionary/held-out.txt), to measure with
    zstd --train -r DIR --maxdict=8192 --dictID=1 -o assets/dictionary/1.zdict

Every word is invented. The numbers (types, fields) are those of assets/forms. The same seed gives the same files. The
dictionary itself is part of the protocol: once shipped, it is never trained again under the same number."""
import argparse
import pathlib
import random
import re
import struct

ROOT = pathlib.Path(__file__).resolve().parent.parent
SEED = 20260401
CONCERN, STATEMENT, AMENDMENT, DECISION, RECEIPT = 1, 2, 3, 5, 7
PART_OF, ABOUT, AMENDMENT_OF, ANSWER_TO = 4, 5, 1, 6


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for info, size, form in ((24, 8, ">B"), (25, 16, ">H"), (26, 32, ">I"), (27, 64, ">Q")):
        if value < 1 << size:
            return bytes([major << 5 | info]) + struct.pack(form, value)
    raise ValueError(value)


def cbor(value):
    """Deterministic CBOR of the few kinds that change-sets use."""
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(cbor(item) for item in value)
    members = sorted((cbor(key), cbor(item)) for key, item in value.items())
    return head(5, len(members)) + b"".join(key + item for key, item in members)


class Writer:
    """Makes up change-sets the way the programs write them."""

    def __init__(self, chance, lines):
        self.chance = chance
        self.lines = {}
        self.slots = {}
        section = None
        for line in lines:
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if line.startswith("["):
                section = line.strip("[]")
            elif section.startswith("$"):
                self.slots.setdefault(section[1:], []).append(line)
            else:
                self.lines.setdefault(section, []).append(line)
        self.now = 1_775_000_000_000

    def uuid7(self):
        self.now += self.chance.randrange(1, 60_000_000)
        raw = bytearray(self.chance.randbytes(16))
        raw[:6] = self.now.to_bytes(6, "big")
        raw[6] = raw[6] & 0x0F | 0x70
        raw[8] = raw[8] & 0x3F | 0x80
        return bytes(raw)

    def fill(self, text):
        return re.sub(r"\{(\w+)\}", lambda m: self.fill(self.chance.choice(self.slots[m[1]])), text)

    def prose(self, section, fewest, most):
        known = self.lines[section]
        chosen = self.chance.sample(known, min(self.chance.randint(fewest, most), len(known)))
        return " ".join(self.fill(line) for line in chosen)

    def change(self, ops):
        offset = None if self.chance.random() < 0.2 else self.chance.randrange(-4000, 4000)
        return {0: self.uuid7(), 1: self.now, 2: offset, 3: ops, 4: 1}

    def concern(self):
        record = self.uuid7()
        body = {1: self.chance.choice([0, 0, 0, 2, 1]), 2: self.now, 6: self.prose("where", 1, 1)}
        if self.chance.random() < 0.5:
            body |= {3: self.prose("who", 1, 1), 5: str(self.chance.randrange(8, 70))}
        else:
            body[4] = True
        body[7] = self.now - self.chance.randrange(0, 7_200_000)
        if self.chance.random() < 0.3:
            body[10] = "".join(self.chance.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=10))
        ops = [{0: 1, 1: record, 2: CONCERN, 3: body}]
        for order in range(self.chance.choice([1, 1, 2, 2, 3])):
            kind = self.chance.randint(1, 4)
            statement = self.uuid7()
            text = {1: kind, 2: self.prose({1: "saw", 2: "said", 3: "told", 4: "think"}[kind], 1, 4), 5: order}
            if kind == 3:
                text[3] = self.prose("by", 1, 1)
            if kind == 4:
                text[4] = self.prose("alternative", 1, 1)
            ops += [{0: 1, 1: statement, 2: STATEMENT, 3: text}, {0: 3, 1: statement, 2: PART_OF, 3: record}]
        return self.change(ops)

    def decision(self):
        body = {1: self.chance.randint(1, 4), 2: self.prose("why", 1, 3), 3: self.prose("alternative", 1, 1),
                4: self.prose("answer", 1, 2)}
        decision, record = self.uuid7(), self.uuid7()
        return self.change([{0: 1, 1: decision, 2: DECISION, 3: body}, {0: 3, 1: decision, 2: ABOUT, 3: record},
                            {0: 2, 1: record, 2: 20, 3: 3, 4: [self.uuid7()]}])

    def receipt(self):
        body = {1: self.chance.randint(1, 2), 2: self.prose("by", 1, 1), 3: self.now, 4: self.prose("answer", 1, 2)}
        receipt = self.uuid7()
        return self.change([{0: 1, 1: receipt, 2: RECEIPT, 3: body}, {0: 3, 1: receipt, 2: ANSWER_TO, 3: self.uuid7()}])

    def amendment(self):
        later = self.uuid7()
        return self.change([{0: 1, 1: later, 2: AMENDMENT, 3: {1: self.prose("amend", 1, 2)}},
                            {0: 3, 1: later, 2: AMENDMENT_OF, 3: self.uuid7()}])

    def setting(self):
        field, value = self.chance.choice([(20, 1), (20, 2), (21, 1), (21, 2), (23, self.now + 172_800_000)])
        return self.change([{0: 2, 1: self.uuid7(), 2: field, 3: value, 4: [self.uuid7()]}])

    def forwarded(self):
        inner = cbor(self.concern())
        return self.change([{0: 4, 1: self.chance.randbytes(240), 2: self.chance.randbytes(16), 3: inner}])

    def one(self):
        kinds = [self.concern] * 10 + [self.decision] * 2 + [self.receipt, self.amendment, self.setting] + [self.forwarded] * 2
        return cbor(self.chance.choice(kinds)())


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--held-out", action="store_true")
    arguments.add_argument("--count", type=int, default=4000)
    given = arguments.parse_args()
    source = "held-out.txt" if given.held_out else "sentences.txt"
    lines = (ROOT / "assets" / "dictionary" / source).read_text(encoding="utf-8").splitlines()
    writer = Writer(random.Random(SEED + given.held_out), lines)
    given.folder.mkdir(parents=True, exist_ok=True)
    for number in range(given.count):
        (given.folder / f"{number:05}.cbor").write_bytes(writer.one())


if __name__ == "__main__":
    main()
