// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <QList>
#include <optional>
#include <variant>

namespace safelight
{

enum class SpaceKind : quint8 { Organisation = 1, Team = 2, Intake = 3, Hub = 4 };

/// What a member may do in a space (sync-protocol section 6). Ordered: each includes the ones before, except that
/// Submit may push sealed envelopes only and Read may push nothing.
enum class Role : quint8 { Submit = 1, Read = 2, Write = 3, Admin = 4 };

[[nodiscard]] constexpr bool holdsSeed(Role role) { return role >= Role::Read; }
[[nodiscard]] constexpr bool mayPush(Role role) { return role != Role::Read; }

/// 96 bytes: reader id 16, gpk 32, box 48 (sync-protocol section 5). Opened and made by crypto/epoch.h.
struct Grant {
    DeviceId reader; ///< or the recovery id
    BoxPublic gpk;
    FixedBytes<48, struct GrantBoxTag> box;

    friend bool operator==(const Grant &, const Grant &) = default;
};
using EpochLink = FixedBytes<48, struct EpochLinkTag>; ///< seals the previous seed under this one

/// A new epoch of a space with all its grants: accepted whole or not at all.
struct EpochBody {
    std::uint32_t number = 1;
    BoxPublic epk;
    std::optional<EpochLink> link; ///< absent for epoch 1 only
    QList<Grant> grants;           ///< one of them is the recovery grant
    QString reason;                ///< a word for auditors ("set-up", "removal", "quarter"); never personal data

    friend bool operator==(const EpochBody &, const EpochBody &) = default;
};

struct CreateSpace {
    SpaceKind kind = SpaceKind::Team;
    QByteArray name; ///< sealed label (crypto/label.h)
    EpochBody epoch;
    friend bool operator==(const CreateSpace &, const CreateSpace &) = default;
};
struct AddMember { ///< also changes a role: the latest entry counts
    DeviceId device;
    SignPublic signPk;
    BoxPublic boxPk;
    Role role = Role::Submit;
    std::optional<std::int64_t> untilMs;
    QByteArray label;           ///< sealed label: who this is, for readers of the space
    std::optional<Grant> grant; ///< present exactly when holdsSeed(role)
    friend bool operator==(const AddMember &, const AddMember &) = default;
};
enum class RemoveMode : quint8 { Lost = 1, Leaver = 2 };
struct RemoveMember {
    DeviceId device;
    RemoveMode mode = RemoveMode::Lost;
    std::uint64_t lastAuthorSeq = 0; ///< envelopes of this author above it are refused for ever
    std::optional<EpochBody> epoch;  ///< present when the device was a reader
    friend bool operator==(const RemoveMember &, const RemoveMember &) = default;
};
struct NewEpoch {
    EpochBody epoch;
    friend bool operator==(const NewEpoch &, const NewEpoch &) = default;
};
struct Policy { ///< organisation space only
    BoxPublic recoveryPk;
    std::uint32_t windowDays = 90; ///< how long tablets keep plain text
    friend bool operator==(const Policy &, const Policy &) = default;
};
// purge (5) and rewind (6) are reserved: an entry with an unknown ctl is refused as Unsupported, never half applied.
using Ctl = std::variant<CreateSpace, AddMember, RemoveMember, NewEpoch, Policy>;

struct ControlEntry {
    EnvHash base; ///< env_hash of the space's previous control entry; zero for the first
    QList<Ctl> ctls;
    friend bool operator==(const ControlEntry &, const ControlEntry &) = default;
};

[[nodiscard]] QByteArray encodeControl(const ControlEntry &entry);
/// Errors: Malformed, TooLarge, Unsupported (a ctl this version does not know).
[[nodiscard]] Result<ControlEntry> decodeControl(ByteView bytes);

} // namespace safelight
