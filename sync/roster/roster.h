// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/envelope.h"
#include "sync/wire/control.h"

#include <QMap>
#include <QSet>

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
    explicit Roster(SpaceId space)
        : m_space(space)
    {
    }

    /// Verifies one control envelope (signature, author's right, base, device ids that match their keys, a grant for
    /// every reader and for nobody else, a recovery grant in every epoch, epoch numbers one by one, a new epoch
    /// whenever somebody stops being a reader) and returns the roster after it.
    ///
    /// Who may sign: the root anything; an organisation's administrator the creation of a space; after that the
    /// space's own administrators members, removals and epochs. Policy is the root's alone. Spaces have logs of their
    /// own with no order between them, so a creation also stands when its author has since left the organisation's
    /// administrators, and a recovery grant when the recovery key has since been replaced; the service, which knows
    /// the present, asks `trust.organisation->roleOf(author, now)` as well before it accepts a new creation.
    /// Errors: Forbidden only where it is about the author's right to sign here, which somebody may give or may have
    /// taken: the entry could stand another day. What can never stand is NotAuthentic, Malformed, Unsupported or
    /// TooLarge; Stale is the base. (sync/PROTOCOL.md section 10, status 3 and 8)
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
    /// Was ever an administrator here, removed since or not.
    [[nodiscard]] bool wasEverAdmin(const DeviceId &device) const { return m_everAdmin.contains(device); }
    /// Whoever could ever read here, whatever became of them since: what they said while they could stays said.
    [[nodiscard]] const QSet<DeviceId> &everReaders() const { return m_everReaders; }
    /// Reader ids that count as "the recovery key" in epochs: of every policy so far.
    [[nodiscard]] const QSet<DeviceId> &recoveryIds() const { return m_recoveryIds; } ///< organisation space only

    /// The role in force at a server time, or none (stranger, removed, past its until).
    [[nodiscard]] std::optional<Role> roleOf(const DeviceId &device, std::int64_t atMs) const;
    /// The grant of this epoch for that device, if there is one in an epoch body or a member entry.
    [[nodiscard]] std::optional<Grant> grantFor(const DeviceId &device, std::uint32_t epoch) const;

    /// May this author append this envelope of changes here, at this server time? The signature is checked against the
    /// member's key. Control entries are with()'s business and refused here. A removed member's envelopes up to its
    /// lastAuthorSeq still count: they may arrive late, through a relay.
    /// Any epoch of the space will do: after a restore, what others bring back may be older than the newest epoch. That
    /// an author seals what is new under the newest one is the service's business, when the author sends it.
    /// Errors: Forbidden (role, removed, mode), NotAuthentic (signature, other space), Stale (an epoch that is not
    /// known here).
    [[nodiscard]] Done admits(const Envelope &envelope, std::int64_t atMs) const;

private:
    struct Step;
    [[nodiscard]] Done startEpoch(const EpochBody &epoch, const QSet<DeviceId> &recoveryIds);
    [[nodiscard]] Done apply(const CreateSpace &create, const Step &step);
    [[nodiscard]] Done apply(const AddMember &add, const Step &step);
    [[nodiscard]] Done apply(const RemoveMember &remove, const Step &step);
    [[nodiscard]] Done apply(const NewEpoch &epoch, const Step &step);
    [[nodiscard]] Done apply(const Policy &policy, const Step &step);
    [[nodiscard]] Done checkReaders(const Roster &before) const;
    [[nodiscard]] bool isReader(const DeviceId &device) const;

    SpaceId m_space;
    SpaceKind m_kind = SpaceKind::Team;
    QByteArray m_name;
    EnvHash m_controlHash;
    QMap<std::uint32_t, EpochBody> m_epochs;
    QMap<DeviceId, Member> m_members;
    QMap<std::pair<std::uint32_t, DeviceId>, Grant> m_memberGrants;
    std::optional<Policy> m_policy;
    QSet<DeviceId> m_everAdmin;
    QSet<DeviceId> m_everReaders;
    QSet<DeviceId> m_recoveryIds;
};

/// The root-signed first entry of an organisation space?
[[nodiscard]] bool isOrganisationCreate(const Envelope &envelope, const SignPublic &rootPk);

} // namespace safelight
