// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>

namespace safelight
{

/// Why something expected did not work. A closed set: programs and tests switch over it, people read the text that
/// app/shell/messages.h makes of it. Numbers are stable: they appear in support codes ("SL-7").
enum class ErrorCode : std::uint16_t {
    Offline = 1,              ///< no connection, name not found
    TimedOut = 2,             ///< it was sent, and no whole answer came: the time was up, or the way was cut
    ServiceUnavailable = 3,   ///< refused, 429, 503, or a full queue; try later
    UntrustedCertificate = 4, ///< chain, host name (SAN) or pin does not fit
    Unintelligible = 5,       ///< the other side answered something that is not our protocol (a portal page, garbage)
    Unauthorised = 6,         ///< token missing, expired or refused (401)
    Forbidden = 7,            ///< known, but not allowed (role, removed, blocked)
    NotFound = 8,
    Stale = 9,        ///< somebody changed it first: pull, then try again (control-stale, epoch-stale)
    AlreadyUsed = 10, ///< an invitation code that was claimed before
    Expired = 11,
    TooLarge = 12,
    Malformed = 13,    ///< bytes that do not parse
    NotAuthentic = 14, ///< signature, tag, commitment or chain does not verify
    NoKey = 15,        ///< this principal holds no key for it (submit-only, or not granted yet)
    Locked = 16,       ///< the vault is locked
    WrongPassphrase = 17,
    Throttled = 18,      ///< too many wrong guesses; detail carries the seconds left
    WeakPassphrase = 19, ///< shorter than 15 characters or on the block list
    Damaged = 20,        ///< stored bytes are damaged (header copies, database)
    NewerSchema = 21,    ///< written by a newer Safelight
    InUse = 22,          ///< another Safelight has this folder open
    DiskFull = 23,
    DiskFault = 24,
    Invalid = 25,     ///< a person's input breaks a rule of the form
    Unsupported = 26, ///< a suite, version or kind this program does not know
    Cancelled = 27,
    Conflict = 28,     ///< same identity, different bytes (fork)
    Internal = 29,     ///< a promise between our own functions is broken
    NotReady = 30,     ///< nothing of the space has come from the service yet, so nothing can be sealed for it
    OtherService = 31, ///< an invitation of another service than the one this device works with
    NoMemory = 32,     ///< not enough memory is free for a passphrase to be tried
};

/// An expected failure. `detail` is for logs and tests only: never case data, keys, names or file contents.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString detail;

    friend bool operator==(const Error &, const Error &) = default;
};

} // namespace safelight
