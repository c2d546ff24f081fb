#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the vectors beside this file with reference.py. test_vector_files compares the C++ with them, so each vector is
something that two implementations agree on. Bytes are hexadecimal. Run again only when the protocol gains something."""
import base64
import json
import pathlib
import struct

import reference as r

HERE = pathlib.Path(__file__).resolve().parent
SPACE, EPOCH, SALT, EPH_SEED = b"\x44" * 16, 7, b"\x55" * 16, b"\x66" * 32
KEYS, OLD_SEED = r.Epoch(b"\x11" * 32), b"\x10" * 32
SIGN_PK, SIGN_SECRET = r.sign_pair(b"\x22" * 32)
BOX = r.box_pair(b"\x33" * 32)
AUTHOR = r.device_id(SIGN_PK, BOX[0])
HELLO = bytes.fromhex("a20001076568656c6c6f")


def write(name, value):
    text = json.dumps(value, indent=1, ensure_ascii=False, default=lambda b: b.hex())
    (HERE / name).write_text(text + "\n", encoding="utf-8")


def counting(size):
    return bytes((i * 7 + 3) & 0xFF for i in range(size))


def keys():
    recovery_pk = r.box_pair(b"\x77" * 32)[0]
    root_pk = r.sign_pair(b"\x88" * 32)[0]
    nonce = b"\x99" * 24
    write("keys.json", {
        "sign_seed": b"\x22" * 32, "sign_pk": SIGN_PK, "box_seed": b"\x33" * 32, "box_pk": BOX[0], "device_id": AUTHOR,
        "root_seed": b"\x88" * 32, "root_pk": root_pk, "org_id": r.org_id(root_pk),
        "recovery_seed": b"\x77" * 32, "recovery_pk": recovery_pk, "recovery_id": r.recovery_id(recovery_pk),
        "space": SPACE, "epoch": EPOCH, "epoch_seed": KEYS.seed, "content_key": KEYS.content, "epk": KEYS.epk,
        "previous_seed": OLD_SEED, "link": r.link(KEYS, SPACE, EPOCH, OLD_SEED),
        "grant": r.grant(KEYS, SPACE, EPOCH, AUTHOR, BOX[0]),
        "recovery_grant": r.grant(KEYS, SPACE, EPOCH, r.recovery_id(recovery_pk), recovery_pk),
        "labels": [{"text": text, "nonce": nonce, "sealed": r.label(KEYS, SPACE, text, nonce)}
                   for text in ("", "Outreach", "Zoë, library desk", "x" * 31, "x" * 32)],
    })


def envelopes():
    eph, shared = r.box_pair(EPH_SEED)[0], r.key_to(KEYS.epk, r.box_pair(EPH_SEED))
    out = []

    def add(name, mode, plain, codec=0, show=True, **chain):
        key, ephemeral = (KEYS.content, bytes(32)) if mode == r.MEMBER else (shared, eph)
        header, mk, ct = r.seal(key, mode, EPOCH, SPACE, AUTHOR, plain, SALT, codec, ephemeral)
        envelope = r.finish(header, ct, SIGN_SECRET, **chain)
        assert r.open_envelope(envelope, KEYS) == (SALT, plain)
        row = {"name": name, "mode": mode, "codec": codec, "plain_bytes": len(plain), "ct_len": len(ct), "mk": mk,
               "commit": header[40:72], "tag": ct[-16:], "env_hash": r.env_hash(envelope)}
        row |= {"author_seq": chain.get("author_seq", 1), "prev": chain.get("prev", bytes(32)),
                "seen_seq": chain.get("seen_seq", 0), "seen_hash": chain.get("seen_hash", bytes(16))}
        if show:
            row |= {"plain": plain, "envelope": envelope}
        else:
            row["envelope_sha256"] = r.sha256(envelope)
        out.append(row)
        return envelope

    first = add("member, hello", r.MEMBER, HELLO)
    add("sealed, hello", r.SEALED, HELLO)
    log1 = r.log_hash(bytes(32), 1, 1000, r.env_hash(first))
    second = add("member, second of its author", r.MEMBER, HELLO, author_seq=2, prev=r.env_hash(first), seen_seq=1,
                 seen_hash=log1[:16])
    for size in (0, 1, 223, 224, 479, 480, 4063, 4064, 4319, 4320, 8159, 8160, 65503, 65504, 196608):
        add(f"member, {size} bytes", r.MEMBER, counting(size), show=size < 500)
        add(f"sealed, {size} bytes", r.SEALED, counting(size), show=False)
    text = ("He said that he would rather not go home tonight, and asked whether he could speak to somebody. "
            "I did not ask any leading questions. He was calm and sat in the library for about an hour. ")
    for mode, name in ((r.MEMBER, "member"), (r.SEALED, "sealed")):
        add(f"{name}, dictionary 1", mode, r.cbor({0: b"\x01" * 16, 1: 1775000000000, 2: None, 3: [
            {0: 1, 1: b"\x02" * 16, 2: 2, 3: {1: 1, 2: text, 5: 0}}]}), codec=1)
    log2 = r.log_hash(log1, 2, 1775000000123, r.env_hash(second))
    write("envelopes.json", {
        "note": "plain, where not given: byte i is (7 i + 3) mod 256. With codec 1 compare what opens, not the bytes: "
                "another version of zstd may compress differently.",
        "epoch_seed": KEYS.seed, "epoch": EPOCH, "space": SPACE, "sign_seed": b"\x22" * 32, "author": AUTHOR,
        "salt": SALT, "ephemeral_seed": EPH_SEED, "envelopes": out,
        "log": [{"seq": 1, "recv_ms": 1000, "env_hash": r.env_hash(first), "log_hash": log1},
                {"seq": 2, "recv_ms": 1775000000123, "env_hash": r.env_hash(second), "log_hash": log2}]})


# The first numbers that an int or uint of the messages may not be, and the last it may; inside `any` all are fine.
MOST, LEAST = (1 << 63) - 1, -(1 << 63)
BEYOND = [MOST + 1, (1 << 64) - 1, LEAST - 1, -(1 << 64)]


def uuid(byte):
    return bytes([0x01, 0x9D, 0x5C, 0x3B, 0x88, byte, 0x70, byte, 0x80]) + bytes([byte]) * 7


def plaintexts():
    original = r.cbor({0: uuid(9), 1: 1775000000000, 2: None, 3: [{0: 3, 1: uuid(1), 2: 4, 3: uuid(2)}]})
    header, _, ct = r.seal(KEYS.content, r.MEMBER, EPOCH, SPACE, AUTHOR, original, SALT)
    signed = r.finish(header, ct, SIGN_SECRET)[:240]
    good = {
        "create": {0: uuid(1), 1: 1775000000000, 2: None, 3: [{0: 1, 1: uuid(2), 2: 1, 3: {1: 0, 4: True, 6: "Library"}}]},
        "set with two parents": {0: uuid(3), 1: 1775000000001, 2: -250, 3: [
            {0: 2, 1: uuid(2), 2: 20, 3: 2, 4: [uuid(1), uuid(2)]}], 4: 7},
        "link": {0: uuid(4), 1: 1775000000002, 2: 12, 3: [{0: 3, 1: uuid(5), 2: 4, 3: uuid(2)}]},
        "embed": {0: uuid(5), 1: 1775000000003, 2: 0, 3: [{0: 4, 1: signed, 2: SALT, 3: original}]},
        "an op of a later version is skipped": {0: uuid(6), 1: 0, 2: None, 3: [{0: 99, 1: "?"}, {0: 3, 1: uuid(5), 2: 6, 3: uuid(2)}]},
        "op 0 is skipped": {0: uuid(6), 1: 0, 2: None, 3: [{0: 0}, {0: 3, 1: uuid(5), 2: 6, 3: uuid(2)}]},
        "an unknown key is ignored": {0: uuid(6), 1: -1, 2: None, 3: [{0: 3, 1: uuid(5), 2: 6, 3: uuid(2), 9: 1}], 50: []},
        "the greatest numbers": {0: uuid(6), 1: MOST, 2: LEAST, 3: [{0: 3, 1: uuid(5), 2: (1 << 32) - 1, 3: uuid(2)}], 4: (1 << 32) - 1},
        "the least numbers": {0: uuid(6), 1: LEAST, 2: MOST, 3: [{0: 2, 1: uuid(5), 2: 0, 3: LEAST, 4: []}], 4: 0},
        "numbers beyond 63 bits in a value are kept": {0: uuid(6), 1: 0, 2: None, 3: [{0: 2, 1: uuid(5), 2: 1, 3: BEYOND, 4: []}]},
        "numbers beyond 63 bits in a field are kept": {0: uuid(6), 1: 0, 2: None, 3: [
            {0: 1, 1: uuid(5), 2: 1, 3: dict(enumerate(BEYOND)) | {9: {number: 0 for number in BEYOND}}}]},
        "numbers beyond 63 bits in what is unknown are ignored": {0: uuid(6), 1: 0, 2: None, 3: [
            {0: 3, 1: uuid(5), 2: 6, 3: uuid(2)} | {number: number for number in BEYOND}]} | {number: BEYOND for number in BEYOND},
        "numbers beyond 63 bits in a later op are skipped": {0: uuid(6), 1: 0, 2: None, 3: [
            {0: MOST, 1: BEYOND} | {number: 0 for number in BEYOND}]},
    }
    link_op = {0: 3, 1: uuid(5), 2: 4, 3: uuid(2)}
    base = r.cbor(good["link"])
    bad = {
        "empty": b"", "a byte more": base + b"\0", "a byte less": base[:-1],
        "no ops": r.cbor({0: uuid(1), 1: 0, 2: None, 3: []}),
        "id of version 4": r.cbor({0: uuid(1)[:6] + b"\x41" + uuid(1)[7:], 1: 0, 2: None, 3: [link_op]}),
        "id from the end of time": r.cbor({0: b"\x80" + uuid(1)[1:], 1: 0, 2: None, 3: [link_op]}),
        "id of 15 bytes": r.cbor({0: uuid(1)[:15], 1: 0, 2: None, 3: [link_op]}),
        "a negative op": r.cbor({0: uuid(1), 1: 0, 2: None, 3: [{0: -1}, link_op]}),
        "relation 0": r.cbor({0: uuid(1), 1: 0, 2: None, 3: [link_op | {2: 0}]}),
        "version of the program beyond 32 bits": r.cbor({0: uuid(1), 1: 0, 2: None, 3: [link_op], 4: 1 << 32}),
        "no clock offset": r.cbor({0: uuid(1), 1: 0, 3: [link_op]}),
        **{f"{what} of {number}": r.cbor({0: uuid(1), 1: 0, 2: None, 3: [link_op]} | change) for number in BEYOND for what, change in {
            "a time": {1: number}, "a clock offset": {2: number}, "a version": {4: number}, "a relation": {3: [link_op | {2: number}]},
            "an op number": {3: [{0: number}, link_op]}, "a type": {3: [{0: 1, 1: uuid(2), 2: number, 3: {}}]},
            "a field": {3: [{0: 1, 1: uuid(2), 2: 1, 3: {number: 0}}]},
            "a field of a set": {3: [{0: 2, 1: uuid(2), 2: number, 3: 0, 4: []}]}}.items()},
        "text key in fields": r.cbor({0: uuid(1), 1: 0, 2: None, 3: [{0: 1, 1: uuid(2), 2: 1, 3: {"a": 1}}]}),
        "nine levels": r.cbor({0: uuid(1), 1: 0, 2: None, 3: [{0: 1, 1: uuid(2), 2: 1, 3: {1: [[[[[1]]]]]}}]}),
        "keys out of order": b"\xa4" + r.cbor(1) + r.cbor(0) + r.cbor(0) + r.cbor(uuid(1)) + base[1 + 1 + 17 + 10:],
        "over-long number": base.replace(r.cbor(1775000000002), b"\x1b" + struct.pack(">Q", 5)),
        "indefinite array": base.replace(b"\x03\x81\xa4", b"\x03\x9f\xa4") + b"\xff",
    }
    deepest = r.cbor({0: uuid(1), 1: 0, 2: None, 3: [{0: 1, 1: uuid(2), 2: 1, 3: {1: [[[[1]]]]}}]})
    members = [
        {0: 1, 1: 3, 2: b"sealed name", 3: {0: 1, 1: KEYS.epk, 3: [r.grant(KEYS, SPACE, 1, AUTHOR, BOX[0])], 4: "set-up"}},
        {0: 2, 1: AUTHOR, 2: SIGN_PK, 3: BOX[0], 4: 4, 6: b"sealed label", 7: r.grant(KEYS, SPACE, 1, AUTHOR, BOX[0])},
        {0: 2, 1: AUTHOR, 2: SIGN_PK, 3: BOX[0], 4: 1, 5: 1777000000000, 6: b""},
        {0: 3, 1: AUTHOR, 2: 1, 3: 12, 4: {0: 2, 1: KEYS.epk, 2: r.link(KEYS, SPACE, 2, OLD_SEED), 3: [], 4: "removal"}},
        {0: 3, 1: AUTHOR, 2: 2, 3: 0},
        {0: 4, 1: {0: 3, 1: KEYS.epk, 2: r.link(KEYS, SPACE, 3, OLD_SEED), 3: [], 4: "quarter"}},
        {0: 7, 1: BOX[0], 2: 90},
    ]
    control = r.cbor({0: bytes(32), 1: members})
    header, body = r.clear(1, SPACE, AUTHOR, control)
    write("plaintexts.json", {
        "changesets": {name: r.cbor(value) for name, value in good.items()} | {"eight levels": deepest},
        "refused_changesets": bad,
        "control": control, "control_envelope": r.finish(header, body, SIGN_SECRET),
        "refused_controls": {
            "purge is reserved": r.cbor({0: bytes(32), 1: [{0: 5}]}),
            "unknown key": r.cbor({0: bytes(32), 1: [{0: 7, 1: BOX[0], 2: 90, 3: 1}]}),
            "unknown key in an epoch": r.cbor({0: bytes(32), 1: [{0: 4, 1: members[5][1] | {5: 1}}]}),
            "unknown key beside the ctls": r.cbor({0: bytes(32), 1: [members[6]], 2: 1}),
            "member without a label": r.cbor({0: bytes(32), 1: [{k: v for k, v in members[2].items() if k != 6}]}),
            "grant of 95 bytes": r.cbor({0: bytes(32), 1: [members[1] | {7: bytes(95)}]}),
            "reason of 65 units": r.cbor({0: bytes(32), 1: [{0: 4, 1: members[5][1] | {4: "x" * 65}}]}),
            "role 5": r.cbor({0: bytes(32), 1: [{0: 2, 1: AUTHOR, 2: SIGN_PK, 3: BOX[0], 4: 5, 6: b""}]}),
            "no ctl": r.cbor({0: bytes(32), 1: []}),
            **{f"{what} of {number}": r.cbor({0: bytes(32), 1: [ctl]}) for number in BEYOND for what, ctl in {
                "until": members[2] | {5: number}, "a last author_seq": members[4] | {3: number}, "an epoch": {0: 4, 1: members[5][1] | {0: number}},
                "days": members[6] | {2: number}, "a ctl": {0: number}, "an unknown key": members[6] | {number: 0}}.items()},
        }})


def messages():
    ask = {0: SPACE, 1: 41, 2: b"\x01" * 16, 4: [b"\x02" * 240]}
    bare = {0: SPACE, 1: 0, 2: bytes(16)}
    request = {0: 1, 1: 50, 2: 524288, 3: [bare]}
    answer = {0: SPACE, 1: 0, 2: 43, 3: b"\x03" * 32, 4: {AUTHOR: [2, b"\x04" * 32]}}
    claim = {0: b"\x01" * 16, 1: b"\x02" * 32, 2: SIGN_PK, 3: BOX[0], 4: b"sealed label", 5: b"\x05" * 32}

    def without(message, key):
        return {k: v for k, v in message.items() if k != key}

    token, setup, invite = ({0: b"\x01" * 16, 1: b"\x0a" * 32, 2: b"\x0b" * 64},
                            {0: b"\x01" * 16, 1: b"\x02" * 32, 2: AUTHOR, 3: SIGN_PK, 4: BOX[0], 5: b"\x0c" * 64},
                            {0: b"\x0d" * 16, 1: 1775086400000, 2: b"sealed info"})
    refused = {
        "SyncRequest": {
            "version 2": request | {0: 2}, "waits 51 s": request | {1: 51}, "waits -1 s": request | {1: -1},
            "a byte above 1 MiB": request | {2: 1048577}, "no ask": request | {3: []},
            "65 asks": request | {3: [bare | {0: bytes([i]) * 16} for i in range(65)]}, "no version": without(request, 0),
            "space of 15 bytes": request | {3: [bare | {0: bytes(15)}]}, "hash of 32 bytes": request | {3: [bare | {2: bytes(32)}]},
            "negative place": request | {3: [bare | {1: -1}]}, "push that is no array": request | {3: [bare | {4: bytes(240)}]},
            "push of text": request | {3: [bare | {4: ["x"]}]}},
        "SyncResponse": {
            "status 10": {0: 0, 1: [answer | {1: 10}]}, "no heads": {0: 0, 1: [without(answer, 4)]},
            "no time": {1: [answer]}, "negative head": {0: 0, 1: [answer | {2: -1}]},
            "head of an author -1": {0: 0, 1: [answer | {4: {AUTHOR: [-1, bytes(32)]}}]},
            "head of an author of 15 bytes": {0: 0, 1: [answer | {4: {AUTHOR[:15]: [1, bytes(32)]}}]},
            "entry 0": {0: 0, 1: [answer | {5: [[0, 0, bytes(240)]]}]}, "entry without its time": {0: 0, 1: [answer | {5: [[1, bytes(240)]]}]},
            "entry of 239 bytes": {0: 0, 1: [answer | {5: [[1, 0, bytes(239)]]}]}, "entry of 33 bytes": {0: 0, 1: [answer | {5: [[1, 0, bytes(33)]]}]},
            "more as a number": {0: 0, 1: [answer | {8: 1}]}},
        "Challenge": {"31 bytes": {0: bytes(31)}, "text": {0: "x" * 32}, "nothing": {}},
        "TokenRequest": {"signature of 63 bytes": token | {2: bytes(63)}, "challenge of 33 bytes": token | {1: bytes(33)}},
        "TokenResponse": {"no token": {0: b"", 1: 1, 2: 1}, "token of 257 bytes": {0: bytes(257), 1: 1, 2: 1}},
        "SetupRequest": {"no signature": without(setup, 5), "box_pk of 31 bytes": setup | {4: bytes(31)}},
        "InviteRequest": {"no info": invite | {2: b""}, "info above 4 KiB": invite | {2: bytes(4097)}, "lookup as text": invite | {0: "0d" * 16}},
        "ClaimRequest": {"mac of 31 bytes": claim | {5: bytes(31)}, "label above 1 KiB": claim | {4: bytes(1025)}},
        "InviteState": {"half a claim": {0: b"sealed info", 1: 1, 2: without(claim, 3)}, "welcome of nothing": {0: b"sealed info", 1: 1, 3: b""}},
        "WelcomeRequest": {"nothing": {0: b""}, "above 32 KiB": {0: bytes(32769)}, "no map": [b"sealed welcome"]},
    }
    for number in BEYOND:
        for kind, name, message in [
                ("SyncRequest", "version", request | {0: number}), ("SyncRequest", "wait", request | {1: number}),
                ("SyncRequest", "place", request | {3: [bare | {1: number}]}), ("SyncResponse", "time", {0: number, 1: [answer]}),
                ("SyncResponse", "status", {0: 0, 1: [answer | {1: number}]}), ("SyncResponse", "head", {0: 0, 1: [answer | {2: number}]}),
                ("SyncResponse", "head of an author", {0: 0, 1: [answer | {4: {AUTHOR: [number, bytes(32)]}}]}),
                ("SyncResponse", "entry", {0: 0, 1: [answer | {5: [[number, 0, bytes(240)]]}]}),
                ("SyncResponse", "time of an entry", {0: 0, 1: [answer | {5: [[1, number, bytes(240)]]}]}),
                ("SyncResponse", "refused", {0: 0, 1: [answer | {10: number}]}), ("TokenResponse", "end", {0: b"t", 1: number, 2: 1}),
                ("InviteRequest", "end", invite | {1: number}), ("InviteState", "end", {0: b"sealed info", 1: number})]:
            refused[kind][f"{name} of {number}"] = message
    refused = {kind: {name: r.cbor(value) for name, value in cases.items()} for kind, cases in refused.items()}
    refused["SyncRequest"] |= {
        "a byte more": r.cbor(request) + b"\0", "a byte less": r.cbor(request)[:-1], "nothing": b"",
        "version not in its shortest form": b"\xa4\x00\x18\x01" + r.cbor(request)[3:],
        "key 0 twice": b"\xa5\x00\x01" + r.cbor(request)[1:]}
    write("messages.json", {
        "refused": refused,
        "taken": {
            "SyncRequest": {"unknown keys": r.cbor(request | {9: "?", -3: [], "x": None} | {3: [bare | {7: 1}]}),
                            "the least": r.cbor({0: 1, 1: 0, 2: 0, 3: [bare]}), "the furthest place": r.cbor(request | {3: [bare | {1: MOST}]}),
                            "numbers beyond 63 bits in what is unknown": r.cbor(request | {n: BEYOND for n in BEYOND})},
            "SyncResponse": {"unknown keys": r.cbor({0: 0, 1: [answer | {77: 1}], 9: 9}), "no answer": r.cbor({0: -1, 1: []}),
                             "the greatest numbers": r.cbor({0: MOST, 1: [answer | {2: MOST, 4: {AUTHOR: [MOST, bytes(32)]}, 5: [[MOST, LEAST, bytes(240)]], 10: MOST}]}),
                             "numbers beyond 63 bits in what is unknown": r.cbor({0: 0, 1: [answer | {n: n for n in BEYOND}], 9: BEYOND}),
                             "an entry as its hash": r.cbor({0: 0, 1: [answer | {5: [[1, 0, bytes(32)]]}]})},
            "InviteState": {"unknown keys": r.cbor({0: b"sealed info", 1: 1, 4: 1})}},
        "SyncRequest": r.cbor({0: 1, 1: 50, 2: 524288, 3: [ask, {0: b"\x45" * 16, 1: 0, 2: bytes(16)}]}),
        "SyncResponse": r.cbor({0: 1775000000000, 1: [
            {0: SPACE, 1: 0, 2: 43, 3: b"\x03" * 32, 4: {AUTHOR: [2, b"\x04" * 32]},
             5: [[42, 1775000000000, b"\x06" * 240], [43, 1775000000001, b"\x07" * 300]], 8: True},
            {0: b"\x45" * 16, 1: 9, 2: 5, 3: b"\x08" * 32, 4: {}, 9: [b"\x09" * 260], 10: 17}]}),
        "Challenge": r.cbor({0: b"\x0a" * 32}),
        "TokenRequest": r.cbor({0: b"\x01" * 16, 1: b"\x0a" * 32, 2: b"\x0b" * 64}),
        "TokenResponse": r.cbor({0: b"token", 1: 1775003600000, 2: 1775000000000}),
        "SetupRequest": r.cbor({0: b"\x01" * 16, 1: b"\x02" * 32, 2: AUTHOR, 3: SIGN_PK, 4: BOX[0], 5: b"\x0c" * 64}),
        "InviteRequest": r.cbor({0: b"\x0d" * 16, 1: 1775086400000, 2: b"sealed info"}),
        "ClaimRequest": r.cbor(claim),
        "InviteState": r.cbor({0: b"sealed info", 1: 1775086400000, 2: claim, 3: b"sealed welcome"}),
        "InviteState, fresh": r.cbor({0: b"sealed info", 1: 1775086400000}),
        "WelcomeRequest": r.cbor({0: b"sealed welcome"}),
    })


# A certificate of nobody's, in DER: P-256, made once with openssl, its key thrown away.
AUTHORITY = base64.b64decode(
    "MIIBkTCCATagAwIBAgIBBzAKBggqhkjOPQQDAjAmMSQwIgYDVQQDDBtTYWZlbGlnaHQgZXhhbXBsZSBhdXRob3JpdHkwIBcNMjYx"
    "MTI2MTIzMDIyWhgPMjEyNjExMDIxMjMwMjJaMCYxJDAiBgNVBAMMG1NhZmVsaWdodCBleGFtcGxlIGF1dGhvcml0eTBZMBMGByqG"
    "SM49AgEGCCqGSM49AwEHA0IABGfdnsH2CLWiWuJloGjbucDuYx0T/nn+7YXDJv+y2WHV84YfV1BZNvpVm0bGSTbq8FqPjg0f1DNs"
    "xiGWwktBu/+jUzBRMB0GA1UdDgQWBBQasf3axTn3x2VDpT0xVR0pwcOW1jAfBgNVHSMEGDAWgBQasf3axTn3x2VDpT0xVR0pwcOW"
    "1jAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDIc7KX0p2MOHd3QlZAU665kHXYCFeF/qrzicsB4Np0DQIhAMZ2"
    "ITjKcl2gSxwpfIWvwy08RYw376bLoNdAa/YtRp6i")


def enrolment():
    typed = "7Z3KM-0PQ9X-W4TCE-5HBN1"
    secret = r.code_secret(typed)
    found = r.lookup(secret)
    root_pk = r.sign_pair(b"\x88" * 32)[0]
    nonce = b"\x99" * 24
    info = r.cbor({0: root_pk, 1: "Ashdown Council", 2: "Tablet for the outreach team", 3: 1})
    login_seed, install = b"\xaa" * 32, b"\x01" * 16
    login_pk, login_secret = r.sign_pair(login_seed)
    sealed_label = r.code_seal(secret, b"label", "Priya Example".encode(), nonce)
    welcome = r.cbor({0: "Priya Example", 1: [{0: SPACE, 1: "Outreach", 2: 2, 3: 3}, {0: b"\x45" * 16, 1: "Intake", 2: 3, 3: 1}]})
    root_secret = r.sign_pair(b"\x88" * 32)[1]
    challenge, origin = b"\x0a" * 32, "https://safelight.example:8443"
    pins = [b"\xfb" * 32, bytes(range(32))]
    unpadded = lambda raw: base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    shown, authority = ["p=" + unpadded(pin) for pin in pins], "a=" + unpadded(AUTHORITY)
    plain, encoded = "u=https://safelight.example:8443", "u=https%3A%2F%2Fsafelight.example%3A8443"
    links = {
        "as it is made": (f"safelight://join?{encoded}&c={typed}&{shown[0]}&{authority}", pins[:1]),
        "without pins": (f"safelight://join?{encoded}&c={typed}", []),
        "another order, look-alike letters, nothing encoded": (f"safelight://join?c=7z3km-opq9x-w4tce-5hbnl&{shown[0]}&{shown[1]}&{plain}", pins),
        "with spaces and line ends": (f" safelight://join?{encoded}&c=7Z3KM-\r\n0PQ9X-W4TCE-5HBN1 &{shown[1]}\n", pins[1:]),
        "scheme and host in capitals": (f"SAFELIGHT://JOIN?{encoded}&c={typed}", []),
        "a slash behind the port": (f"safelight://join?{plain}/&c={typed}", []),
        "a slash behind join": (f"safelight://join/?{plain}&c={typed}", []),
        "an address without its scheme": (f"safelight://join?u=safelight.example:8443&c={typed}", []),
        "spaces of several kinds in the code": (f"safelight://join?{plain}&c=7Z3KM%200PQ9X%E2%80%89W4TCE%095HBN1", []),
        "white space of other kinds": (f"safelight://join?{plain}\u2028&c=7Z3KM\u00a0-0PQ9X\t-W4TCE-5HBN1", []),
        "base64url with padding": (f"safelight://join?{plain}&c={typed}&{shown[0]}=", pins[:1]),
        "unknown keys, one of them twice": (f"safelight://join?z=1&{plain}&c={typed}&z=2&U=3", []),
        "16 Ki characters when the spaces are dropped": ("safelight://join?" + " " * 20000 + f"{plain}&c={typed}", [])}
    bad_links = {
        "another host": f"safelight://leave?{plain}&c={typed}", "another scheme": f"https://join?{plain}&c={typed}",
        "no code": f"safelight://join?{plain}", "a code with U": f"safelight://join?{plain}&c={typed.replace('7', 'U')}",
        "no address": f"safelight://join?c={typed}", "plain http": f"safelight://join?u=http://safelight.example&c={typed}",
        "a path": f"safelight://join?{plain}/x&c={typed}", "a person in the address": f"safelight://join?u=https://b@safelight.example&c={typed}",
        "a pin of 31 bytes": f"safelight://join?{plain}&c={typed}&p=" + base64.urlsafe_b64encode(bytes(31)).rstrip(b"=").decode(),
        "a pin that is no base64url": f"safelight://join?{plain}&c={typed}&p=" + "*" * 43,
        "a certificate that is none": f"safelight://join?{plain}&c={typed}&a=AAAA",
        "a byte behind the certificate": f"safelight://join?{plain}&c={typed}&a={unpadded(AUTHORITY + bytes(1))}",
        "two certificates in one": f"safelight://join?{plain}&c={typed}&a={unpadded(AUTHORITY * 2)}",
        "two addresses": f"safelight://join?{plain}&c={typed}&u=https://other.example",
        "the same address twice": f"safelight://join?{plain}&{plain}&c={typed}",
        "two codes": f"safelight://join?{plain}&c={typed}&c={typed}",
        "a fragment": f"safelight://join?{plain}&c={typed}#x", "an empty fragment": f"safelight://join?{plain}&c={typed}#",
        "a person before join": f"safelight://b@join?{plain}&c={typed}", "a port behind join": f"safelight://join:1?{plain}&c={typed}",
        "a path behind join": f"safelight://join/x?{plain}&c={typed}", "one slash": f"safelight:/join?{plain}&c={typed}",
        "above 16 Ki characters": f"safelight://join?{plain}&c={typed}&z=" + "z" * 16384}
    write("enrolment.json", {
        "links": {name: {"link": link, "url": "https://safelight.example:8443", "pins": kept,
                         "authorities": [AUTHORITY] if authority in link else []} for name, (link, kept) in links.items()},
        "links_refused": bad_links,
        "typed": [typed, "7z3km 0pq9x w4tce 5hbn1", "7Z3KMOPQ9XW4TCE5HBNl", "7z3km-opq9x-w4tce-5hbni", "7Z3KM\u2010oPQ9X\u2011W4TCE\u20135HBNL",
                  " 7 Z 3 K M 0 P Q 9 X W 4 T C E 5 H B N I "],
        "typed_refused": ["", typed[:-1], typed + "0", typed.replace("7", "U"), typed.replace("7", "*"), typed.replace("-", "_"),
                          typed.replace("0", "\u0660"), typed.replace("K", "\u212a")],
        "shown": typed, "secret": secret, "lookup": found,
        "root_pk": root_pk, "nonce": nonce, "info": info, "info_sealed": r.code_seal(secret, b"info", info, nonce),
        "install": install, "login_seed": login_seed, "login_pk": login_pk, "sign_pk": SIGN_PK, "box_seed": b"\x33" * 32,
        "box_pk": BOX[0], "label_sealed": sealed_label, "mac": r.claim_mac(secret, install, login_pk, SIGN_PK, BOX[0], sealed_label),
        "comparison": r.comparison_numbers(root_pk, SIGN_PK, BOX[0], found),
        "welcome": welcome, "welcome_ephemeral_seed": b"\xbb" * 32, "welcome_sealed": r.welcome(BOX[0], found, welcome, b"\xbb" * 32),
        "origin": origin, "challenge": challenge,
        "login_signature": r.sign(login_secret, b"sg1/login\0", origin.encode() + install + challenge),
        "root_seed": b"\x88" * 32,
        "setup_signature": r.sign(root_secret, b"sg1/setup\0", install + login_pk + SIGN_PK + BOX[0]),
    })


def refused_envelopes():
    """Signed and chained as they should be: what is wrong shows when they are opened."""

    def sealed(plain=HELLO, codec=0, body=None, padded=None, ct_len=None, commit=None):
        body = plain if body is None else body
        size = r.padded_ct(16 + len(body) + 1 + 16) if ct_len is None else ct_len
        header = r.box_header(r.MEMBER, r.CHANGES, codec, EPOCH, SPACE, AUTHOR,
                              r.blake2b(32, plain, key=SALT) if commit is None else commit, bytes(32), size)
        text = r.pad(SALT + body, size - 16) if padded is None else padded
        return header, r.aead_seal(r.message_key(KEYS.content, header), text, header)

    def signed(header, ct):
        return r.finish(header, ct, SIGN_SECRET)

    def framed(**options):
        parameters = r.zstandard.ZstdCompressionParameters.from_level(9, write_content_size=True, **options)
        dictionary = r.zstandard.ZstdCompressionDict(r.DICTIONARY.read_bytes())
        return r.zstandard.ZstdCompressor(dict_data=dictionary, compression_params=parameters).compress(stored)

    good = sealed()
    skippable = bytes.fromhex("502a4d18") + struct.pack("<I", 4) + b"abcd"
    eph_of_one = r.box_header(r.SEALED, r.CHANGES, 0, EPOCH, SPACE, AUTHOR, bytes(32), b"\1" + bytes(31), 256)
    stored = counting(300)
    small, big = sealed(stored, 1, r.compress(stored)), r.compress(bytes(1024 * 1024 + 1))
    unsized = r.zstandard.ZstdCompressor(
        dict_data=r.zstandard.ZstdCompressionDict(r.DICTIONARY.read_bytes()),
        compression_params=r.zstandard.ZstdCompressionParameters.from_level(9, write_dict_id=False, write_content_size=False)
    ).compress(stored)
    flipped = good[1][:-1] + bytes([good[1][-1] ^ 1])
    header = good[0]
    write("refused.json", {
        "epoch_seed": KEYS.seed, "sign_pk": SIGN_PK, "controls": {
            "member": signed(*good), "dictionary 1": signed(*small), "no text at all": signed(*sealed(b"")),
            "a frame of no text": signed(*sealed(b"", 1, r.compress(b""))),
            "a frame that names the dictionary": signed(*sealed(stored, 1, framed(write_dict_id=True))),
            "a frame with a checksum": signed(*sealed(stored, 1, framed(write_dict_id=False, write_checksum=True)))},
        "set_aside": {
            "tag": signed(header, flipped),
            "ct of another envelope": signed(header, sealed(b"another text")[1]),
            "no padding byte": signed(*sealed(padded=(SALT + HELLO).ljust(240, b"\0"))),
            "padding byte is 0x81": signed(*sealed(padded=(SALT + HELLO + b"\x81").ljust(240, b"\0"))),
            "padding before the salt ends": signed(*sealed(padded=(SALT[:8] + b"\x80").ljust(240, b"\0"))),
            "a size class too large": signed(*sealed(ct_len=512)),
            "not a size class": signed(*sealed(ct_len=260)),
            "commitment of another text": signed(*sealed(commit=r.blake2b(32, b"another text", key=SALT))),
            "commitment without the salt": signed(*sealed(commit=r.blake2b(32, HELLO))),
            "codec 2": signed(*sealed(codec=2)),
            "codec 1 that is no frame": signed(*sealed(codec=1)),
            "frame without its size": signed(*sealed(stored, 1, unsized)),
            "bytes after the frame": signed(*sealed(stored, 1, r.compress(stored) + b"\1")),
            "a skippable frame alone": signed(*sealed(b"", 1, skippable)),
            "a skippable frame before the frame": signed(*sealed(stored, 1, skippable + r.compress(stored))),
            "a skippable frame behind the frame": signed(*sealed(stored, 1, r.compress(stored) + skippable)),
            "a frame with a wrong checksum": signed(*sealed(
                stored, 1, framed(write_dict_id=False, write_checksum=True)[:-1] + b"\0")),
            "sealed to an eph of small order": signed(eph_of_one, bytes(256)),
            "two frames": signed(*sealed(stored + stored, 1, r.compress(stored) + r.compress(stored))),
            "more than 1 MiB inside": signed(*sealed(bytes(1024 * 1024 + 1), 1, big)),
        },
        "not_authentic": {
            "signed by another": r.finish(header, good[1], r.sign_pair(b"\x23" * 32)[1]),
            "a byte of the header": bytes([*signed(*good)[:112], 2, *signed(*good)[113:]]),
        },
        "does_not_parse": {
            "suite 2": b"\2" + signed(*good)[1:],
            "mode 3": signed(*good)[:1] + b"\3" + signed(*good)[2:],
            "kind 0": signed(*good)[:2] + b"\0" + signed(*good)[3:],
            "control in mode 0": signed(*good)[:2] + b"\2" + signed(*good)[3:],
            "eph in mode 0": signed(*good)[:72] + b"\1" + signed(*good)[73:],
            "no eph in mode 1": signed(*good)[:1] + b"\1" + signed(*good)[2:],
            "reserved bytes": signed(*good)[:108] + b"\1" + signed(*good)[109:],
            "a byte more": signed(*good) + b"\0", "a byte less": signed(*good)[:-1], "header alone": signed(*good)[:239],
        }})


if __name__ == "__main__":
    keys()
    envelopes()
    plaintexts()
    messages()
    enrolment()
    refused_envelopes()
