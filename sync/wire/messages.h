// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/wire/header.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <optional>

namespace safelight
{

// Bodies of the API (sync-protocol section 11), CBOR maps with integer keys. sync/PROTOCOL.md has the CDDL.

/// POST /v1/sync, one space.
struct Ask {
    SpaceId space;
    std::uint64_t hiSeq = 0; ///< everything up to here is held (submit-only: head last seen)
    SeenHash hiHash;         ///< first 16 bytes of log_hash at hiSeq; zero when hiSeq is 0
    QList<QByteArray> push;  ///< whole envelopes, in author_seq order per author
    friend bool operator==(const Ask &, const Ask &) = default;
};
struct SyncRequest {
    std::uint32_t waitS = 0;                               ///< <= 50; only when nothing is pushed
    std::uint32_t maxBytes = quint32(kDefaultAnswerBytes); ///< 0 = push only, send nothing back but heads
    QList<Ask> asks;                                       ///< 1 … 64
    friend bool operator==(const SyncRequest &, const SyncRequest &) = default;
};

enum class SpaceStatus : quint8 {
    Ok = 0,
    Gap = 1,
    Fork = 2,
    Forbidden = 3,
    EpochStale = 4,
    ControlStale = 5,
    Diverged = 6,
    Behind = 7,
    Invalid = 8,
    TooLarge = 9
};
struct LogEntry {
    std::uint64_t seq = 0;
    std::int64_t recvMs = 0;
    /// header ‖ sig ‖ ct (a purged one is 240 bytes); or the 32 bytes of the env_hash, for what the same request
    /// pushed: the asker has the bytes.
    QByteArray envelope;
    friend bool operator==(const LogEntry &, const LogEntry &) = default;
};
struct AuthorHead {
    std::uint64_t seq = 0;
    EnvHash hash;
    friend bool operator==(const AuthorHead &, const AuthorHead &) = default;
};
struct Answer {
    SpaceId space;
    SpaceStatus status = SpaceStatus::Ok; ///< of the push; the pull part is there all the same where allowed
    std::uint64_t headSeq = 0;
    LogHash headHash;
    QMap<DeviceId, AuthorHead> authors; ///< own principals: the only thing that clears an outbox
    QList<LogEntry> newer;              ///< readers: ascending from hiSeq + 1
    bool more = false;                  ///< there is more above the last of newer
    QList<QByteArray> control;          ///< submit-only: control envelopes above hiSeq, ascending
    std::uint64_t refusedAuthorSeq = 0; ///< with Invalid/TooLarge: which of the pushed ones, else 0
    friend bool operator==(const Answer &, const Answer &) = default;
};
struct SyncResponse {
    std::int64_t serverTimeMs = 0;
    QList<Answer> answers;
    friend bool operator==(const SyncResponse &, const SyncResponse &) = default;
};

/// GET /v1/challenge
struct Challenge {
    QByteArray bytes; ///< 32: time 8, random 8, MAC 16
    friend bool operator==(const Challenge &, const Challenge &) = default;
};
/// POST /v1/token
struct TokenRequest {
    InstallId install;
    QByteArray challenge; ///< 32
    Signature signature;  ///< over "sg1/login\0" ‖ origin ‖ install_id ‖ challenge
    friend bool operator==(const TokenRequest &, const TokenRequest &) = default;
};
struct TokenResponse {
    QByteArray token;
    std::int64_t expiresMs = 0;
    std::int64_t serverTimeMs = 0;
    friend bool operator==(const TokenResponse &, const TokenResponse &) = default;
};

/// POST /v1/setup: the first installation of an organisation, vouched for by the root the service was made for.
struct SetupRequest {
    InstallId install;
    SignPublic loginPk;
    DeviceId device;
    SignPublic signPk;
    BoxPublic boxPk;
    Signature rootSignature; ///< over "sg1/setup\0" ‖ install ‖ login_pk ‖ sign_pk ‖ box_pk
    friend bool operator==(const SetupRequest &, const SetupRequest &) = default;
};

/// POST /v1/invites (an administrator's installation)
struct InviteRequest {
    Lookup lookup;
    std::int64_t expiresMs = 0; ///< at most 24 h ahead
    QByteArray info;            ///< sealed under the code: organisation root key, names (crypto/invite.h)
    friend bool operator==(const InviteRequest &, const InviteRequest &) = default;
};
/// POST /v1/invites/{lookup}/claim (the new device, not signed in yet)
struct ClaimRequest {
    InstallId install;
    SignPublic loginPk;
    SignPublic signPk;
    BoxPublic boxPk;
    QByteArray label; ///< who this is, sealed under the code
    QByteArray mac;   ///< 32, keyed by the code: the service cannot slip in keys of its own
    friend bool operator==(const ClaimRequest &, const ClaimRequest &) = default;
};
/// GET /v1/invites/{lookup}: what is known so far. 404 unknown, 410 expired.
struct InviteState {
    QByteArray info;
    std::int64_t expiresMs = 0;
    std::optional<ClaimRequest> claim;
    QByteArray welcome; ///< sealed to the claimer's box key; empty until approved
    friend bool operator==(const InviteState &, const InviteState &) = default;
};
/// POST /v1/invites/{lookup}/welcome (the administrator, after pushing the member entries)
struct WelcomeRequest {
    QByteArray welcome;
    friend bool operator==(const WelcomeRequest &, const WelcomeRequest &) = default;
};

[[nodiscard]] QByteArray encode(const SyncRequest &);
[[nodiscard]] QByteArray encode(const SyncResponse &);
[[nodiscard]] QByteArray encode(const Challenge &);
[[nodiscard]] QByteArray encode(const TokenRequest &);
[[nodiscard]] QByteArray encode(const TokenResponse &);
[[nodiscard]] QByteArray encode(const SetupRequest &);
[[nodiscard]] QByteArray encode(const InviteRequest &);
[[nodiscard]] QByteArray encode(const ClaimRequest &);
[[nodiscard]] QByteArray encode(const InviteState &);
[[nodiscard]] QByteArray encode(const WelcomeRequest &);

/// decode<SyncRequest>(bytes) and so on for every message above. Errors: Malformed, TooLarge, Unsupported (version).
template <class Message>
[[nodiscard]] Result<Message> decode(ByteView bytes);

// Declared here so that every user finds the specialisations of messages.cpp.
template <>
Result<SyncRequest> decode<SyncRequest>(ByteView);
template <>
Result<SyncResponse> decode<SyncResponse>(ByteView);
template <>
Result<Challenge> decode<Challenge>(ByteView);
template <>
Result<TokenRequest> decode<TokenRequest>(ByteView);
template <>
Result<TokenResponse> decode<TokenResponse>(ByteView);
template <>
Result<SetupRequest> decode<SetupRequest>(ByteView);
template <>
Result<InviteRequest> decode<InviteRequest>(ByteView);
template <>
Result<ClaimRequest> decode<ClaimRequest>(ByteView);
template <>
Result<InviteState> decode<InviteState>(ByteView);
template <>
Result<WelcomeRequest> decode<WelcomeRequest>(ByteView);

} // namespace safelight
