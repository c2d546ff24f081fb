// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/keys.h"
#include "sync/roster/roster.h"

#include <map>
#include <memory>

namespace safelight::testing
{

/// A space of the test organisation: its true control log, the roster that comes of it, and every epoch's keys.
struct TestSpace {
    SpaceId id;
    SpaceKind kind = SpaceKind::Team;
    QString name;
    Roster roster{SpaceId{}};
    QList<Envelope> control;                                      ///< in log order
    QMap<std::uint32_t, std::shared_ptr<const EpochKeys>> epochs; ///< seeds as the readers hold them
};

/// A small made-up organisation as it stands after set-up, the same for the same seed:
///
///     device     org    team   desk   intake  hub
///     admin      Admin  Admin  Admin  Admin   Admin
///     tablet     Read   Write  -      Submit  -
///     kiosk      Read   -      Read   Submit  -
///     champion   Read   Write  Write  Read    Write
///
/// `stranger` is a device that belongs to nobody. The organisation space is made by the root, the others by `admin`.
/// Use control() for one more entry that is right, and forge() for one that may be wrong. Control logs only: whoever
/// needs a service feeds `control` of each space to it (first the organisation's).
class TestOrg
{
public:
    explicit TestOrg(std::uint64_t seed = 1);

    std::uint64_t seed;
    SigningKey root;
    BoxKey recovery;
    DeviceKeys admin, tablet, kiosk, champion, stranger;
    TestSpace org, team, desk, intake, hub;

    [[nodiscard]] QList<TestSpace *> spaces() { return {&org, &team, &desk, &intake, &hub}; }
    [[nodiscard]] TestSpace *spaceOf(const SpaceId &id);
    /// What `with` needs for a space: the organisation's roster, or none for the organisation itself.
    [[nodiscard]] Roster::Trust trustFor(const TestSpace &space) const;

    /// Keys that are the same for the same label and seed.
    [[nodiscard]] DeviceKeys keysFor(std::uint64_t label) const;
    /// Ctls of daily use, right for the space as it stands.
    [[nodiscard]] AddMember memberCtl(const TestSpace &space, const DeviceKeys &device, Role role) const;
    /// A new epoch with grants for every reader except `without`; remembers its keys in the space.
    [[nodiscard]] EpochBody nextEpoch(TestSpace &space, const QString &reason, std::optional<DeviceId> without = {});

    /// Signs, appends and applies one more control entry. Ends the test program when the roster refuses it.
    Envelope control(TestSpace &space, const DeviceKeys &by, QList<Ctl> ctls);
    Envelope controlByRoot(TestSpace &space, QList<Ctl> ctls);
    /// Signs one with any base and claimed author, at the author's next place in its chain; nothing is applied.
    [[nodiscard]] Envelope forge(const TestSpace &space, const DeviceId &claimedAuthor, const SigningKey &signedBy,
                                 const EnvHash &base, QList<Ctl> ctls) const;

private:
    Envelope append(TestSpace &space, const DeviceId &author, const SigningKey &key, QList<Ctl> ctls);
    [[nodiscard]] EpochBody firstEpoch(TestSpace &space);
    void create(TestSpace &space, SpaceKind kind, const QString &name, std::uint64_t number);

    std::map<std::pair<SpaceId, DeviceId>, std::pair<std::uint64_t, EnvHash>> m_heads; ///< of control authors
};

/// 32 bytes that are the same for the same numbers, unlike for others.
[[nodiscard]] std::array<std::byte, 32> testBytes(std::uint64_t seed, std::uint64_t label);

} // namespace safelight::testing
