# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second implementation of the bytes and keys of sync/PROTOCOL.md, in Python, written from that page and not from the
C++. It is for making and checking vectors, not for secrets: nothing here is wiped or takes constant time.

Needs PyNaCl and python-zstandard (Debian: python3-nacl python3-zstandard)."""
import hashlib
import pathlib
import struct

import nacl.bindings as sodium
import zstandard

ROOT = pathlib.Path(__file__).resolve().parents[2]
DICTIONARY = ROOT / "assets" / "dictionary" / "1.zdict"
MEMBER, SEALED, CLEAR = 0, 1, 2
CHANGES, CONTROL = 1, 2
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


# --- CBOR ---------------------------------------------------------------------------------------------------------

def _head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for info, size, form in ((24, 8, ">B"), (25, 16, ">H"), (26, 32, ">I"), (27, 64, ">Q")):
        if value < 1 << size:
            return bytes([major << 5 | info]) + struct.pack(form, value)
    raise ValueError(value)


def cbor(value):
    """Deterministic CBOR."""
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, (bytes, bytearray)):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(cbor(item) for item in value)
    members = sorted((cbor(key), cbor(item)) for key, item in value.items())
    return _head(5, len(members)) + b"".join(key + item for key, item in members)


# --- primitives ---------------------------------------------------------------------------------------------------

def blake2b(size, *parts, key=b""):
    return hashlib.blake2b(b"".join(parts), digest_size=size, key=key).digest()


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def box_pair(seed):
    secret = blake2b(32, seed)
    return sodium.crypto_scalarmult_base(secret), secret


def key_to(receiver_pk, pair):
    pk, secret = pair
    return blake2b(64, sodium.crypto_scalarmult(secret, receiver_pk), pk, receiver_pk)[32:]


def key_from(sender_pk, pair):
    pk, secret = pair
    return blake2b(64, sodium.crypto_scalarmult(secret, sender_pk), sender_pk, pk)[32:]


def aead_seal(key, plain, associated=b"", nonce=bytes(24)):
    return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, associated, nonce, key)


def aead_open(key, sealed, associated=b"", nonce=bytes(24)):
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, associated, nonce, key)


def sign_pair(seed):
    return sodium.crypto_sign_seed_keypair(seed)


def sign(secret, domain, message):
    return sodium.crypto_sign(domain + message, secret)[:64]


def pad(plain, size):
    return plain + b"\x80" + bytes(size - len(plain) - 1)


def round_up(size, block):
    return -(-size // block) * block


def padded_ct(size):
    if size <= 4096:
        return round_up(size, 256)
    exponent = size.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return round_up(size, step)


# --- names and epochs ---------------------------------------------------------------------------------------------

def device_id(sign_pk, box_pk):
    return blake2b(16, b"sg1/device\0", sign_pk, box_pk)


def org_id(root_pk):
    return blake2b(16, b"sg1/org\0", root_pk)


def recovery_id(recovery_pk):
    return blake2b(16, b"sg1/recovery\0", recovery_pk)


def subkey(seed, number):
    return hashlib.blake2b(b"", digest_size=32, key=seed, salt=struct.pack("<Q", number) + bytes(8),
                           person=b"sg1epoch" + bytes(8)).digest()


class Epoch:
    def __init__(self, seed):
        self.seed = seed
        self.content = subkey(seed, 1)
        self.box = box_pair(subkey(seed, 2))
        self.link_key = subkey(seed, 3)
        self.grant_key = subkey(seed, 4)

    @property
    def epk(self):
        return self.box[0]


def link(epoch_keys, space, epoch, previous_seed):
    return aead_seal(epoch_keys.link_key, previous_seed, space + struct.pack("<I", epoch))


def grant(epoch_keys, space, epoch, reader, reader_pk):
    place = b"sg1/grant\0" + space + struct.pack("<I", epoch) + reader
    pair = box_pair(blake2b(32, place, reader_pk, key=epoch_keys.grant_key))
    key = blake2b(32, place, key=key_to(reader_pk, pair))
    return reader + pair[0] + aead_seal(key, epoch_keys.seed, place)


def label(epoch_keys, space, text, nonce):
    plain = text.encode()
    key = blake2b(32, b"sg1/label\0", space, key=epoch_keys.content)
    return nonce + aead_seal(key, pad(plain, round_up(len(plain) + 1, 32)), b"", nonce)


# --- envelopes ----------------------------------------------------------------------------------------------------

def compress(plain):
    parameters = zstandard.ZstdCompressionParameters.from_level(9, write_dict_id=False, write_content_size=True)
    dictionary = zstandard.ZstdCompressionDict(DICTIONARY.read_bytes())
    return zstandard.ZstdCompressor(dict_data=dictionary, compression_params=parameters).compress(plain)


def decompress(frame):
    dictionary = zstandard.ZstdCompressionDict(DICTIONARY.read_bytes())
    return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(frame, max_output_size=1024 * 1024)


def box_header(mode, kind, codec, epoch, space, author, commit, eph, ct_len):
    return struct.pack("<BBBBI", 1, mode, kind, codec, epoch) + space + author + commit + eph + struct.pack("<II", ct_len, 0)


def message_key(key, header):
    return blake2b(32, b"sg1/mk\0", header, key=key)


def seal(key, mode, epoch, space, author, plain, salt, codec=0, eph=bytes(32)):
    """Box header and ct; codec 1 compresses."""
    body = compress(plain) if codec == 1 else plain
    ct_len = padded_ct(16 + len(body) + 1 + 16)
    header = box_header(mode, CHANGES, codec, epoch, space, author, blake2b(32, plain, key=salt), eph, ct_len)
    mk = message_key(key, header)
    return header, mk, aead_seal(mk, pad(salt + body, ct_len - 16), header)


def open_envelope(envelope, epoch_keys):
    header, ct = envelope[:112], envelope[240:]
    mode, codec, eph = header[1], header[3], header[72:104]
    key = epoch_keys.content if mode == MEMBER else key_from(eph, epoch_keys.box)
    padded = aead_open(message_key(key, header), ct, header)
    inner = padded.rstrip(b"\0")
    assert inner[-1:] == b"\x80" and padded_ct(len(inner) + 16) == len(ct)
    salt, body = inner[:16], inner[16:-1]
    plain = decompress(body) if codec == 1 else body
    assert blake2b(32, plain, key=salt) == header[40:72]
    return salt, plain


def clear(epoch, space, author, control):
    return box_header(CLEAR, CONTROL, 0, epoch, space, author, blake2b(32, control), bytes(32), len(control)), control


def finish(header, ct, secret, author_seq=1, prev=bytes(32), seen_seq=0, seen_hash=bytes(16)):
    """The whole envelope: chain part and signature filled in."""
    whole = header + struct.pack("<Q", author_seq) + prev + struct.pack("<Q", seen_seq) + seen_hash
    return whole + sign(secret, b"sg1/env\0", whole) + ct


def env_hash(envelope):
    return sha256(envelope[:240])


def log_hash(previous, seq, recv_ms, envelope_hash):
    return sha256(previous, struct.pack(">QQ", seq, recv_ms), envelope_hash)


# --- enrolment ----------------------------------------------------------------------------------------------------

def code_characters(typed):
    kept = [c for c in typed.upper() if c not in " -\u2010\u2011\u2013"]
    return "".join({"O": "0", "I": "1", "L": "1"}.get(c, c) for c in kept)


def code_secret(typed):
    characters = code_characters(typed)
    assert len(characters) == 20 and all(c in ALPHABET for c in characters)
    return blake2b(16, b"sg1/code\0", characters.encode())


def lookup(secret):
    return blake2b(16, b"lookup", key=secret)


def code_seal(secret, purpose, plain, nonce):
    return nonce + aead_seal(blake2b(32, purpose, key=secret), plain, b"", nonce)


def claim_mac(secret, install, login_pk, sign_pk, box_pk, sealed_label):
    return blake2b(32, install, login_pk, sign_pk, box_pk, sealed_label, key=blake2b(32, b"mac", key=secret))


def comparison_numbers(root_pk, sign_pk, box_pk, lookup_bytes):
    bits = int.from_bytes(blake2b(16, b"sas", root_pk, sign_pk, box_pk, lookup_bytes)[:5], "big")
    return [bits >> shift & 1023 for shift in (30, 20, 10, 0)]


def welcome(to_pk, lookup_bytes, plain, ephemeral_seed):
    pair = box_pair(ephemeral_seed)
    key = blake2b(32, b"sg1/welcome\0", lookup_bytes, key=key_to(to_pk, pair))
    return pair[0] + aead_seal(key, pad(plain, round_up(len(plain) + 1, 256)), lookup_bytes)
