// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/envelope.h"
#include "sync/wire/control.h"

#include <QMap>
#include <memory>

namespace safelight
{

struct Member {
    DevicePublic keys;
    Role role = Role::Submit;
    std::optional<std::int64_t> untilMs;
    QByteArray label;
    std::optional<std::uint64_t> lastAuthorSeq; ///< set when removed: nothing of theirs above it counts
    friend bool operator==(const Member &, const Member &) = default;
};

/// Who may do what in one space, as proven by its control entries from the organisation's root down
/// (sync-protocol section 6). A value: with() returns the next one or says why not, and never half applies.
/// The service and every client run this same object, so that what one accepts the other does.
class Roster
{
public:
    /// What a space other than the organisation's own needs from above.
    struct Trust {
        SignPublic rootPk;
        const Roster *organisation = nullptr; ///< null while reading the organisation space itself
    };

    /// Empty: no control entry seen yet.
    explicit Roster(SpaceId space) : m_space(space) {}

    /// Verifies one control envelope (signature, author's right, base, device ids that match their keys, a grant for
    /// every reader, a recovery grant in every epoch, epoch numbers one by one) and returns the roster after it.
    /// Errors: NotAuthentic, Forbidden, Stale (base), Malformed, Unsupported.
    [[nodiscard]] Result<Roster> with(const Envelope &control, const Trust &trust) const;

    [[nodiscard]] const SpaceId &space() const { return m_space; }
    [[nodiscard]] bool isEmpty() const { return m_controlHash.isZero(); }
    [[nodiscard]] SpaceKind kind() const { return m_kind; }
    [[nodiscard]] const QByteArray &sealedName() const { return m_name; }
    [[nodiscard]] const EnvHash &controlHash() const { return m_controlHash; } ///< base for the next entry
    [[nodiscard]] std::uint32_t epoch() const { return m_epochs.isEmpty() ? 0 : m_epochs.lastKey(); }
    [[nodiscard]] const QMap<std::uint32_t, EpochBody> &epochs() const { return m_epochs; }
    /// Members now and removed ones (lastAuthorSeq set), by device.
    [[nodiscard]] const QMap<DeviceId, Member> &members() const { return m_members; }
    [[nodiscard]] const std::optional<Policy> &policy() const { return m_policy; } ///< organisation space only

    /// The role in force at a server time, or none (stranger, removed, past its until).
    [[nodiscard]] std::optional<Role> roleOf(const DeviceId &device, std::int64_t atMs) const;
    /// The grant of this epoch for that device, if there is one in an epoch body or a member entry.
    [[nodiscard]] std::optional<Grant> grantFor(const DeviceId &device, std::uint32_t epoch) const;

    /// May this author append this envelope's header here? Signature is checked against the member's key.
    /// Errors: Forbidden (role, removed, mode), NotAuthentic (signature), Stale (mode 0 of an older epoch).
    [[nodiscard]] Done admits(const Envelope &envelope, std::int64_t atMs) const;

private:
    SpaceId m_space;
    SpaceKind m_kind = SpaceKind::Team;
    QByteArray m_name;
    EnvHash m_controlHash;
    QMap<std::uint32_t, EpochBody> m_epochs;
    QMap<DeviceId, Member> m_members;
    QMap<std::pair<std::uint32_t, DeviceId>, Grant> m_memberGrants;
    std::optional<Policy> m_policy;
};

} // namespace safelight
