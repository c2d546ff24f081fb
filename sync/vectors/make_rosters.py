#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes roster.json: the control entries of a space, one after another, and what they make or why the last is refused
(sync/PROTOCOL.md section 6). test_vector_files holds our roster against them."""
import reference as r
from make_vectors import write


class Person:
    def __init__(self, number):
        self.sign_pk, self.secret = r.sign_pair(bytes([number]) * 32)
        self.box_pk = r.box_pair(bytes([number + 1]) * 32)[0]
        self.id = r.device_id(self.sign_pk, self.box_pk)


class Space:
    """The control log of one space as its authors write it."""

    def __init__(self, number, before=None):
        self.id, self.entries, self.base, self.heads = bytes([number]) * 16, [], bytes(32), {}
        self.epochs = [r.Epoch(bytes([number, e]) * 16) for e in range(1, 5)]
        if before:
            self.entries, self.base, self.heads = list(before.entries), before.base, dict(before.heads)

    def body(self, number, readers, link=None, **change):
        keys = self.epochs[number - 1]
        body = {0: number, 1: keys.epk, 3: [r.grant(keys, self.id, number, i, pk) for i, pk in readers], 4: "test"}
        if number > 1 if link is None else link:
            body[2] = r.link(keys, self.id, number, self.epochs[max(number - 2, 0)].seed)
        return body | change

    def member(self, who, role, epoch=1, grant=None, **change):
        ctl = {0: 2, 1: who.id, 2: who.sign_pk, 3: who.box_pk, 4: role, 6: b""}
        if role > 1 if grant is None else grant:
            ctl[7] = r.grant(self.epochs[epoch - 1], self.id, epoch, who.id, who.box_pk)
        return ctl | {int(k[1:]): v for k, v in change.items()}

    def add(self, author, secret, ctls, base=None, signed_by=None, commit=None):
        seq, prev = self.heads.get(author, (0, bytes(32)))
        text = r.cbor({0: self.base if base is None else base, 1: ctls})
        header, ct = r.clear(1, self.id, author, text)
        if commit is not None:
            header = header[:40] + commit + header[72:]
        envelope = r.finish(header, ct, signed_by or secret, author_seq=seq + 1, prev=prev)
        self.base = r.env_hash(envelope)
        self.heads[author] = (seq + 1, self.base)
        self.entries.append(envelope)
        return self


def rosters():
    root_pk, root_secret = r.sign_pair(b"\x88" * 32)
    root = r.org_id(root_pk)
    recovery_pk = r.box_pair(b"\x77" * 32)[0]
    recovery = (r.recovery_id(recovery_pk), recovery_pk)
    admin, second, worker, kiosk, stranger = (Person(n) for n in (0x10, 0x20, 0x30, 0x40, 0x50))
    key = {p.id: (p.id, p.box_pk) for p in (admin, second, worker, kiosk, stranger)}

    def readers(*people):
        return [recovery] + [key[p.id] for p in people]

    def create(space, kind, *people, **change):
        return {0: 1, 1: kind, 2: b"", 3: space.body(1, readers(*people))} | {int(k[1:]): v for k, v in change.items()}

    def remove(space, who, mode=1, last=0, body=None):
        return {0: 3, 1: who.id, 2: mode, 3: last} | ({} if body is None else {4: body})

    policy = {0: 7, 1: recovery_pk, 2: 90}

    def organisation():
        o = Space(0x61)
        return o.add(root, root_secret, [create(o, 1, admin), policy, o.member(admin, 4)])

    org = organisation()
    org.add(admin.id, admin.secret, [org.member(second, 4)])
    org.add(admin.id, admin.secret, [org.member(worker, 2), org.member(kiosk, 2)])
    org.add(admin.id, admin.secret, [remove(org, second, 2, 0, org.body(2, readers(admin, worker, kiosk)))])

    def team(before=None, number=0x62):
        t = Space(number, before)
        if before is None:
            t.add(admin.id, admin.secret, [create(t, 2, admin, worker), t.member(admin, 4), t.member(worker, 3),
                                           t.member(kiosk, 1)])
        return t

    def roster(epoch, **members):
        people = {"admin": admin, "second": second, "worker": worker, "kiosk": kiosk, "stranger": stranger}
        return {"epoch": epoch, "members": {people[n].id.hex(): role for n, role in members.items()}}

    accepted, refused = [], []

    def take(name, space, after):
        accepted.append({"name": name, "space": space.id, "entries": space.entries, "control_hash": space.base} | after)

    def deny(name, reason, space):
        refused.append({"name": name, "reason": reason, "space": space.id, "entries": space.entries})

    take("a team", team(), roster(1, admin=4, worker=3, kiosk=1))
    t = team()
    take("a role changes", t.add(admin.id, admin.secret, [t.member(kiosk, 2)]), roster(1, admin=4, worker=3, kiosk=2))
    t = team()
    take("until of a submitter", t.add(admin.id, admin.secret, [t.member(kiosk, 1, _5=1777000000000)]),
         roster(1, admin=4, worker=3, kiosk=1))
    t = team()
    take("a reader goes, with a new epoch", t.add(admin.id, admin.secret, [remove(t, worker, 1, 12, t.body(2, readers(admin)))]),
         roster(2, admin=4, kiosk=1))
    t = team()
    take("a submitter goes", t.add(admin.id, admin.secret, [remove(t, kiosk)]), roster(1, admin=4, worker=3))
    t = team()
    take("a writer becomes a submitter, with a new epoch",
         t.add(admin.id, admin.secret, [t.member(worker, 1), {0: 4, 1: t.body(2, readers(admin))}]),
         roster(2, admin=4, worker=1, kiosk=1))
    t = team()
    take("a new epoch", t.add(admin.id, admin.secret, [{0: 4, 1: t.body(2, readers(admin, worker))}]),
         roster(2, admin=4, worker=3, kiosk=1))
    t = team()
    take("the root acts in a team", t.add(root, root_secret, [t.member(stranger, 3)]),
         roster(1, admin=4, worker=3, kiosk=1, stranger=3))
    t = Space(0x63)
    take("made by one who has left since", t.add(second.id, second.secret, [create(t, 2, second), t.member(second, 4)]),
         roster(1, second=4))

    # Several ctls in one entry: applied in order, judged when all are.
    t = team()
    take("two epochs in one entry", t.add(admin.id, admin.secret, [
        {0: 4, 1: t.body(2, readers(admin, worker))}, {0: 4, 1: t.body(3, readers(admin, worker))}]), roster(3, admin=4, worker=3, kiosk=1))
    t = team()
    take("a new epoch, then a new reader of it", t.add(admin.id, admin.secret, [
        {0: 4, 1: t.body(2, readers(admin, worker))}, t.member(stranger, 3, 2)]), roster(2, admin=4, worker=3, kiosk=1, stranger=3))
    t = team()
    take("granted in the epoch, made a reader behind it", t.add(admin.id, admin.secret, [
        {0: 4, 1: t.body(2, readers(admin, worker, stranger))}, t.member(stranger, 2, 2)]), roster(2, admin=4, worker=3, kiosk=1, stranger=2))
    t = team()
    take("a new reader of the epoch that ends with the entry", t.add(admin.id, admin.secret, [
        t.member(stranger, 3, 1), {0: 4, 1: t.body(2, readers(admin, worker, stranger))}]), roster(2, admin=4, worker=3, kiosk=1, stranger=3))
    t = team()
    take("a reader for a moment, of the epoch that ends with the entry", t.add(admin.id, admin.secret, [
        t.member(kiosk, 2), t.member(kiosk, 1), {0: 4, 1: t.body(2, readers(admin, worker))}]), roster(2, admin=4, worker=3, kiosk=1))
    t = team()
    take("added and removed again, with a new epoch", t.add(admin.id, admin.secret, [
        t.member(stranger, 3), remove(t, stranger, 1, 0, t.body(2, readers(admin, worker)))]), roster(2, admin=4, worker=3, kiosk=1))
    t = team()
    take("a reader lowered and raised again", t.add(admin.id, admin.secret, [t.member(worker, 1), t.member(worker, 2)]),
         roster(1, admin=4, worker=2, kiosk=1))
    t = team()
    take("two readers go, with an epoch each", t.add(admin.id, admin.secret, [
        t.member(stranger, 3), remove(t, stranger, 1, 0, t.body(2, readers(admin))), remove(t, worker, 2, 5, t.body(3, readers(admin)))]),
         roster(3, admin=4, kiosk=1))
    t = team()
    take("a grant and a link that do not open", t.add(admin.id, admin.secret, [
        {0: 4, 1: t.body(2, readers(admin, worker)) | {2: bytes(48), 3: [key[admin.id][0] + bytes(80)] + t.body(2, readers(worker))[3]}}]),
         roster(2, admin=4, worker=3, kiosk=1))

    t = team()
    deny("a reader for a moment, of the epoch in force", "malformed",
         t.add(admin.id, admin.secret, [t.member(kiosk, 2), t.member(kiosk, 1)]))
    t = team()
    deny("the same of an epoch begun in the entry", "malformed", t.add(admin.id, admin.secret, [
        {0: 4, 1: t.body(2, readers(admin, worker))}, t.member(stranger, 3, 2), t.member(stranger, 1)]))
    t = team()
    deny("granted an epoch, removed with the next", "malformed", t.add(admin.id, admin.secret, [
        {0: 4, 1: t.body(2, readers(admin, worker))}, remove(t, worker, 1, 0, t.body(3, readers(admin)))]))
    t = team()
    deny("two readers go, the second has the epoch of the first", "malformed", t.add(admin.id, admin.secret, [
        t.member(stranger, 3), remove(t, stranger, 1, 0, t.body(2, readers(admin, worker))), remove(t, worker, 1, 0, t.body(3, readers(admin)))]))
    t = team()
    deny("granted an epoch, and never made a reader", "malformed", t.add(admin.id, admin.secret, [
        {0: 4, 1: t.body(2, readers(admin, worker, stranger))}, t.member(stranger, 1)]))
    t = team()
    deny("added and removed again, no new epoch", "malformed", t.add(admin.id, admin.secret, [t.member(stranger, 3), remove(t, stranger)]))
    t = team()
    deny("removed and added again", "malformed", t.add(admin.id, admin.secret, [
        remove(t, worker, 1, 0, t.body(2, readers(admin))), t.member(worker, 1)]))
    t = team()
    deny("the second ctl is wrong", "malformed", t.add(admin.id, admin.secret, [t.member(stranger, 1), remove(t, second)]))
    t = team()
    deny("created behind another ctl", "malformed", t.add(admin.id, admin.secret, [t.member(stranger, 1), create(t, 2, admin)]))
    t = team()
    deny("until of a reader", "malformed", t.add(admin.id, admin.secret, [t.member(worker, 2, _5=1777000000000)]))
    t = team()
    deny("a member with role 5", "malformed", t.add(admin.id, admin.secret, [t.member(stranger, 1, _4=5)]))
    t = team()
    deny("an unknown key in an epoch", "unsupported",
         t.add(admin.id, admin.secret, [{0: 4, 1: t.body(2, readers(admin, worker)) | {5: 1}}]))
    t = team()
    deny("stale base", "stale", t.add(admin.id, admin.secret, [t.member(stranger, 1)], base=bytes(32)))
    t = team()
    deny("signed by another", "not-authentic", t.add(admin.id, admin.secret, [t.member(stranger, 1)], signed_by=worker.secret))
    t = team()
    deny("commitment", "not-authentic", t.add(admin.id, admin.secret, [t.member(stranger, 1)], commit=bytes(32)))
    t = team()
    deny("by a writer", "forbidden", t.add(worker.id, worker.secret, [t.member(stranger, 1)]))
    t = team()
    deny("by a stranger", "forbidden", t.add(stranger.id, stranger.secret, [t.member(stranger, 4)]))
    t = team()
    t.add(admin.id, admin.secret, [t.member(second, 4)])
    t.add(admin.id, admin.secret, [remove(t, second, 1, 0, t.body(2, readers(admin, worker)))])
    deny("by an administrator who was removed", "forbidden", t.add(second.id, second.secret, [t.member(stranger, 1)]))
    t = Space(0x62)
    deny("a space made by no administrator", "forbidden", t.add(worker.id, worker.secret, [create(t, 2, worker), t.member(worker, 4)]))
    t = Space(0x62)
    deny("does not begin with its creation", "malformed", t.add(admin.id, admin.secret, [t.member(admin, 4)]))
    t = team()
    deny("created again", "malformed", t.add(admin.id, admin.secret, [create(t, 2, admin)]))
    t = Space(0x62)
    deny("created twice in one entry", "malformed", t.add(admin.id, admin.secret, [create(t, 2, admin), create(t, 2, admin), t.member(admin, 4)]))
    t = Space(0x62)
    deny("a second organisation", "malformed", t.add(root, root_secret, [create(t, 1, admin), t.member(admin, 4)]))
    t = team()
    deny("policy in a team", "malformed", t.add(root, root_secret, [policy]))
    t = team()
    deny("id of other keys", "not-authentic", t.add(admin.id, admin.secret, [t.member(stranger, 1, _1=kiosk.id)]))
    t = team()
    deny("a reader without a grant", "malformed", t.add(admin.id, admin.secret, [t.member(stranger, 2, grant=False)]))
    t = team()
    deny("a submitter with a grant", "malformed", t.add(admin.id, admin.secret, [t.member(stranger, 1, grant=True)]))
    t = team()
    deny("a grant for somebody else", "malformed", t.add(admin.id, admin.secret, [
        t.member(stranger, 2, _7=r.grant(t.epochs[0], t.id, 1, kiosk.id, kiosk.box_pk))]))
    t = team()
    deny("an administrator who runs out", "malformed", t.add(admin.id, admin.secret, [t.member(stranger, 4, _5=1777000000000)]))
    t = team()
    t.add(admin.id, admin.secret, [remove(t, kiosk)])
    deny("the removed come back", "malformed", t.add(admin.id, admin.secret, [t.member(kiosk, 1)]))
    t = team()
    deny("removes nobody", "malformed", t.add(admin.id, admin.secret, [remove(t, stranger)]))
    t = team()
    t.add(admin.id, admin.secret, [remove(t, kiosk)])
    deny("removes twice", "malformed", t.add(admin.id, admin.secret, [remove(t, kiosk)]))
    t = team()
    deny("a reader goes, no new epoch", "malformed", t.add(admin.id, admin.secret, [remove(t, worker)]))
    t = team()
    deny("a submitter goes, with a new epoch", "malformed",
         t.add(admin.id, admin.secret, [remove(t, kiosk, 1, 0, t.body(2, readers(admin, worker)))]))
    t = team()
    deny("a writer becomes a submitter, no new epoch", "malformed", t.add(admin.id, admin.secret, [t.member(worker, 1)]))
    t = team()
    deny("an epoch is left out", "malformed", t.add(admin.id, admin.secret, [{0: 4, 1: t.body(3, readers(admin, worker))}]))
    t = team()
    deny("an epoch without a link", "malformed", t.add(admin.id, admin.secret, [{0: 4, 1: t.body(2, readers(admin, worker), link=False)}]))
    t = Space(0x62)
    deny("a first epoch with a link", "malformed",
         t.add(admin.id, admin.secret, [create(t, 2, admin, _3=t.body(1, readers(admin), link=True)), t.member(admin, 4)]))
    t = team()
    deny("an epoch without its public key", "malformed",
         t.add(admin.id, admin.secret, [{0: 4, 1: t.body(2, readers(admin, worker)) | {1: bytes(32)}}]))
    t = team()
    deny("an epoch without a recovery grant", "malformed",
         t.add(admin.id, admin.secret, [{0: 4, 1: t.body(2, [key[admin.id], key[worker.id]])}]))
    t = team()
    deny("an epoch without a reader's grant", "malformed", t.add(admin.id, admin.secret, [{0: 4, 1: t.body(2, readers(admin))}]))
    t = team()
    deny("an epoch granted to a submitter", "malformed",
         t.add(admin.id, admin.secret, [{0: 4, 1: t.body(2, readers(admin, worker, kiosk))}]))
    t = team()
    deny("two grants for one reader", "malformed",
         t.add(admin.id, admin.secret, [{0: 4, 1: t.body(2, readers(admin, worker, worker))}]))
    t = team()
    deny("purge is reserved", "unsupported", t.add(admin.id, admin.secret, [{0: 5}]))
    t = team()
    deny("an unknown key", "unsupported", t.add(admin.id, admin.secret, [t.member(stranger, 1, _9=1)]))
    write("roster.json", {
        "note": "The entries of a space are whole envelopes, in order. First the organisation's; then each case for itself. Of a "
                "refused case the last entry is the one to refuse. A reason says the status of section 10 that a push of it gets: "
                "forbidden 3, stale 5, not-authentic, malformed and unsupported 8.",
        "root_pk": root_pk, "recovery_pk": recovery_pk,
        "organisation": {"space": org.id, "entries": org.entries, "control_hash": org.base} | roster(2, admin=4, worker=2, kiosk=2),
        "organisation_refused": [
            {"name": name, "reason": reason, "space": o.id, "entries": o.entries} for name, reason, o in bad_organisations(
                root, root_secret, recovery, policy, admin, create)],
        "accepted": accepted, "refused": refused})


def bad_organisations(root, root_secret, recovery, policy, admin, create):
    o = Space(0x61)
    yield "without a policy", "malformed", o.add(root, root_secret, [create(o, 1, admin), o.member(admin, 4)])
    o = Space(0x61)
    yield "by its administrator", "forbidden", o.add(admin.id, admin.secret, [create(o, 1, admin), policy, o.member(admin, 4)])
    o = Space(0x61)
    yield "of another kind", "malformed", o.add(root, root_secret, [create(o, 2, admin), policy, o.member(admin, 4)])
    o = Space(0x61)
    yield "recovery key of zeros", "malformed", o.add(root, root_secret, [create(o, 1, admin), policy | {1: bytes(32)}, o.member(admin, 4)])
    o = Space(0x61)
    o.add(root, root_secret, [create(o, 1, admin), policy, o.member(admin, 4)])
    yield "policy by its administrator", "malformed", o.add(admin.id, admin.secret, [policy])
    o = Space(0x61)
    o.add(root, root_secret, [create(o, 1, admin), policy, o.member(admin, 4)])
    other_pk = r.box_pair(b"\x78" * 32)[0]
    both = [recovery, (r.recovery_id(other_pk), other_pk), (admin.id, admin.box_pk)]
    yield "two recovery grants", "malformed", o.add(root, root_secret, [policy | {1: other_pk}, {0: 4, 1: o.body(2, both)}])


if __name__ == "__main__":
    rosters()
