#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes log.json: whole logs of a space as a reader gets them, and which records a reader must know after each (test_logvectors
holds the engine against them). What a log is judged by stands in sync/PROTOCOL.md, sections 4 to 6."""
import reference as r
from make_rosters import Person, Space
from make_vectors import uuid, write

ROOT_PK, ROOT_SECRET = r.sign_pair(b"\x88" * 32)
ROOT = r.org_id(ROOT_PK)
RECOVERY_PK = r.box_pair(b"\x77" * 32)[0]
READER_SEED = 0x60
ADMIN, WORKER, KIOSK, STRANGER, READER = (Person(n) for n in (0x10, 0x30, 0x40, 0x50, READER_SEED))
START, UNTIL = 1_777_000_000_000, 1_777_000_100_000
SALT, EPH_SEED = b"\x55" * 16, b"\x66" * 32


def readers(*people):
    return [(r.recovery_id(RECOVERY_PK), RECOVERY_PK)] + [(p.id, p.box_pk) for p in people]


class Log(Space):
    """The whole log: rows of number, recv_ms, envelope, and the hash that they lead to."""

    def __init__(self, number):
        super().__init__(number)
        self.rows, self.change_ids = [], 0

    def append(self, envelope, recv_ms=None, number=None):
        self.rows.append([number or len(self.rows) + 1, recv_ms or START + 1000 * len(self.rows), envelope])
        return self

    def control(self, ctls, author=None, recv_ms=None, **how):
        by, secret = (ADMIN.id, ADMIN.secret) if author is None else author
        self.add(by, secret, ctls, **how)
        return self.append(self.entries[-1], recv_ms)

    def changeset(self, *ops, change_id=None):
        self.change_ids += 1
        return r.cbor({0: change_id or uuid(self.change_ids), 1: START, 2: None, 3: list(ops)})

    def sealed(self, who, plain, mode=r.MEMBER, epoch=1, author_seq=None, prev=None, secret=None, remember=True, space=None):
        """The next envelope in its author's chain, or one that says otherwise."""
        keys, (seq, before) = self.epochs[epoch - 1], self.heads.get(who.id, (0, bytes(32)))
        ephemeral = r.box_pair(EPH_SEED)
        key, eph = (keys.content, bytes(32)) if mode == r.MEMBER else (r.key_to(keys.epk, ephemeral), ephemeral[0])
        header, _, ct = r.seal(key, mode, epoch, space or self.id, who.id, plain, SALT, 0, eph)
        seq, before = author_seq or seq + 1, before if prev is None else prev
        envelope = r.finish(header, ct, secret or who.secret, author_seq=seq, prev=before)
        if remember:
            self.heads[who.id] = (seq, r.env_hash(envelope))
        return envelope

    def change(self, who, record, recv_ms=None, **how):
        return self.append(self.sealed(who, self.changeset(create(who, record)), **how), recv_ms)

    def head(self):
        value = bytes(32)
        for number, recv_ms, envelope in self.rows:
            value = r.log_hash(value, number, recv_ms, r.env_hash(envelope))
        return value


def record(who, number):
    """Eight bytes of its own, then the first eight of its author's device_id."""
    return uuid(0x80 + number)[:8] + who.id[:8]


def create(who, number):
    return {0: 1, 1: record(who, number), 2: 2, 3: {1: 0, 2: f"record {number}", 5: 0}}


def created(number, kind, *people):
    log = Log(number)
    return log, {0: 1, 1: kind, 2: b"", 3: log.body(1, readers(*people))}


def organisation():
    log, begin = created(0x61, 1, ADMIN)
    log.control([begin, {0: 7, 1: RECOVERY_PK, 2: 90}, log.member(ADMIN, 4)], (ROOT, ROOT_SECRET))
    return log.control([log.member(p, 2) for p in (WORKER, KIOSK, STRANGER, READER)])


def team():
    log, begin = created(0x62, 2, ADMIN, WORKER, READER)
    return log.control([begin, log.member(ADMIN, 4), log.member(WORKER, 3), log.member(KIOSK, 1), log.member(READER, 2)])


def remove_worker(log, last):
    return log.control([{0: 3, 1: WORKER.id, 2: 1, 3: last, 4: log.body(2, readers(ADMIN, READER))}])


def embed(log, number, author_seq=1, inner=None):
    """An original that the worker wrote in the team, as an op."""
    plain = log.changeset(*(inner or [create(WORKER, number)]))
    original = log.sealed(WORKER, plain, author_seq=author_seq, prev=bytes(32), remember=False)
    return {0: 4, 1: original[:240], 2: SALT, 3: plain}


def forwarded(log, *ops):
    return log.append(log.sealed(KIOSK, log.changeset(*ops), mode=r.SEALED))


def flipped(data, place):
    place %= len(data)
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]


def taken():
    yield "notes in both modes", team().change(WORKER, 1).change(KIOSK, 2, mode=r.SEALED), [(WORKER, 1), (KIOSK, 2)]
    log = team().change(WORKER, 1).change(WORKER, 2).change(WORKER, 3).change(KIOSK, 4, mode=r.SEALED)
    yield "a removal leaves what stands before it, also above its number", remove_worker(log, 1).change(KIOSK, 5, mode=r.SEALED), [(WORKER, 1), (WORKER, 2), (WORKER, 3), (KIOSK, 4), (KIOSK, 5)]
    yield "what a removal still counts comes late", remove_worker(team().change(WORKER, 1), 2).change(WORKER, 2), [(WORKER, 1), (WORKER, 2)]
    log = team()
    log.control([{0: 4, 1: log.body(2, readers(ADMIN, WORKER, READER))}])
    yield "an older epoch behind a new one", log.change(WORKER, 1).change(WORKER, 2, epoch=2).change(KIOSK, 3, mode=r.SEALED), [(WORKER, 1), (WORKER, 2), (KIOSK, 3)]
    log = team()
    log.control([log.member(KIOSK, 1, _5=UNTIL)])
    yield "a millisecond before its until", log.change(KIOSK, 1, UNTIL - 1, mode=r.SEALED), [(KIOSK, 1)]
    log = team().change(WORKER, 1)
    log.control([log.member(WORKER, 1), {0: 4, 1: log.body(2, readers(ADMIN, READER))}])
    yield "a leaver sends the rest sealed", log.change(WORKER, 2, mode=r.SEALED, epoch=2), [(WORKER, 1), (WORKER, 2)]
    log = team()
    yield "what does not open stays in its place", log.append(flipped(log.sealed(WORKER, log.changeset(create(WORKER, 1))), -1)).change(WORKER, 2), [(WORKER, 2)]
    log = team()
    yield "what is no change-set stays in its place", log.append(log.sealed(WORKER, b"no CBOR")).change(WORKER, 2), [(WORKER, 2)]
    log = team()
    twice = log.changeset(create(WORKER, 1))
    yield "the same change twice", log.append(log.sealed(WORKER, twice)).append(log.sealed(WORKER, twice)), [(WORKER, 1)]
    log = team()
    one, other = (log.sealed(WORKER, log.changeset(create(WORKER, n), change_id=uuid(7))) for n in (1, 2))
    yield "two contents of one change_id", log.append(one).append(other), [(WORKER, 1 if r.env_hash(one) < r.env_hash(other) else 2)]
    log = team()
    yield "an embed", forwarded(log, embed(log, 1), create(KIOSK, 2)), [(WORKER, 1), (KIOSK, 2)]
    log = team()
    op = embed(log, 1)
    yield "an embed with a bad signature", forwarded(log, op | {1: flipped(op[1], 239)}, create(KIOSK, 2)), [(KIOSK, 2)]
    log = team()
    yield "an embed with another salt", forwarded(log, embed(log, 1) | {2: bytes(16)}, create(KIOSK, 2)), [(KIOSK, 2)]
    log = team()
    op = embed(log, 1)
    yield "an embed of another text", forwarded(log, op | {3: log.changeset(create(WORKER, 3))}, create(KIOSK, 2)), [(KIOSK, 2)]
    log = remove_worker(team(), 4)
    yield "an embed up to what a removal counts", forwarded(log, embed(log, 1, 4), create(KIOSK, 2)), [(WORKER, 1), (KIOSK, 2)]
    log = remove_worker(team(), 4)
    yield "an embed beyond what a removal counts", forwarded(log, embed(log, 1, 5), create(KIOSK, 2)), [(KIOSK, 2)]
    log = team()
    yield "an embed in an embed", forwarded(log, embed(log, 1, 2, [embed(log, 3), create(WORKER, 1)]), create(KIOSK, 2)), [(WORKER, 1), (KIOSK, 2)]
    log = team().change(WORKER, 1)
    foreign = log.changeset(create(WORKER, 1) | {3: {2: "in its place"}}, create(KIOSK, 2), change_id=uuid(0))
    yield "a create of another's record", log.append(log.sealed(KIOSK, foreign, mode=r.SEALED)), [(WORKER, 1), (KIOSK, 2)]
    log = team()
    yield "a create of nobody's record", log.append(log.sealed(WORKER, log.changeset(create(WORKER, 1) | {1: uuid(1)}))), []


def refused():
    yield "beyond what a removal counts", remove_worker(team().change(WORKER, 1), 1).change(WORKER, 2)
    log = team()
    log.control([log.member(KIOSK, 1, _5=UNTIL)])
    yield "at its until", log.change(KIOSK, 1, UNTIL, mode=r.SEALED)
    yield "a submitter in mode 0", team().change(KIOSK, 1)
    log = team()
    yield "a reader who may not write", log.control([log.member(STRANGER, 2)]).change(STRANGER, 1)
    log = team()
    log.change(STRANGER, 1)
    yield "before its author is a member", log.control([log.member(STRANGER, 3)])
    yield "a stranger", team().change(STRANGER, 1, mode=r.SEALED)
    log = team().change(WORKER, 1, epoch=2)
    yield "an epoch that comes later", log.control([{0: 4, 1: log.body(2, readers(ADMIN, WORKER, READER))}])
    log = team()
    log.control([log.member(WORKER, 1), {0: 4, 1: log.body(2, readers(ADMIN, READER))}])
    yield "a leaver in mode 0", log.change(WORKER, 1)
    yield "an author_seq is left out", team().change(WORKER, 1).change(WORKER, 2, author_seq=3)
    yield "prev of another", team().change(WORKER, 1).change(WORKER, 2, prev=bytes(32))
    yield "signed by another", team().change(WORKER, 1, secret=ADMIN.secret)
    yield "of another space", team().change(WORKER, 1, space=b"\x64" * 16)
    log = team()
    yield "a number is left out", log.append(log.sealed(WORKER, log.changeset(create(WORKER, 1))), number=3)
    log = team()
    yield "a control entry that breaks a rule", log.control([log.member(STRANGER, 1, grant=True)])
    log = team()
    yield "a control entry by a writer", log.control([log.member(STRANGER, 1)], (WORKER.id, WORKER.secret))


def case(name, log, records, refusal=None, head=None):
    return {"name": name, "space": log.id, "log": log.rows, "head": head or log.head(), "refused": refusal,
            "records": [record(*each) for each in records]}


def main():
    org = organisation()
    cases = [case(name, log, records) for name, log, records in taken()]
    cases += [case(name, log, [], "lie") for name, log in refused()]
    log = team().change(WORKER, 1)
    cases.append(case("another hash of the head", log, [], "lie", flipped(log.head(), 0)))
    log = team()
    cases.append(case("a ctl of a later version", log.control([{0: 9}]), [], "unsupported"))
    write("log.json", {
        "note": "A log: number, recv_ms, envelope. A reader who holds nothing of it yet gets all of it in one answer. Refused: nothing "
                "of the space is taken (unsupported: this version ends there). Else the records that its creates and embeds make "
                "known are exactly these.",
        "root_pk": ROOT_PK, "reader": {"sign_seed": bytes([READER_SEED]) * 32, "box_seed": bytes([READER_SEED + 1]) * 32},
        "organisation": {"space": org.id, "log": org.rows, "head": org.head()}, "cases": cases})


if __name__ == "__main__":
    main()
