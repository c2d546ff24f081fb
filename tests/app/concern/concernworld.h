// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/concernrepository.h"
#include "app/concern/context.h"
#include "tests/support/manualclock.h"
#include "tests/support/testservice.h"

#include <QTemporaryDir>

namespace safelight::testing
{

/// One person's real vault in a temporary folder, which can be locked and opened again.
class ConcernDevice
{
public:
    ConcernDevice(const QString &folder, const QString &person, quint8 kind, const DeviceKeys &keys, TestOrg &org,
                  ManualClock &clock, const ConcernRules &rules, std::uint64_t seed);

    template <class F>
    auto read(F fn)
    {
        return vault->read(std::move(fn)).result();
    }
    template <class F>
    auto write(F fn)
    {
        return vault->write(std::move(fn)).result();
    }
    [[nodiscard]] ConcernContext context();
    [[nodiscard]] DeviceId self() const { return vault->owner().device; }
    [[nodiscard]] Result<SavedConcern> save(const ConcernDraft &draft, const Uuid &draftId = {});
    [[nodiscard]] Result<SavedConcern> handIn(const ConcernDraft &draft, const Uuid &draftId = {});
    /// Exchanges until there is nothing left to do; false when it fails or does not end.
    /// What it pushes into the space `spoiled` comes to the service as something that it cannot take.
    [[nodiscard]] bool sync(TestService &service, const std::optional<SpaceId> &spoiled = {});
    void lock() { vault.reset(); }
    void unlock();
    /// From now on the store refuses every new row of a table, or takes them again.
    void refuse(const char *table, bool refused);
    /// The device loses, or gets back, the right to hand in to the champions.
    void setMayHandIn(bool may);
    /// As if the service had refused what was sent of a record last. False: nothing was.
    [[nodiscard]] bool refuseSending(const Uuid &record, ErrorCode why);
    /// As a full disk does: no draft and no record finds room.
    void setDiskFull(bool full);
    /// As when the service does not take what was handed in here under a number.
    [[nodiscard]] Done refuseSlip(const SpaceId &intake, const QString &slip);
    /// True when a text stands anywhere in the database, in any column of any table, also as UTF-16.
    [[nodiscard]] bool holdsText(const QString &text);

    QString folder;
    const DeviceKeys &keys;
    ManualClock &clock;
    const ConcernRules &rules;
    SeededRandom random;
    std::unique_ptr<Vault> vault;
};

/// The test organisation, its service, and the vaults of a tablet, a kiosk and a champion.
class ConcernWorld
{
public:
    ConcernWorld();

    /// A note that can be saved.
    [[nodiscard]] ConcernDraft note(const QString &text = QStringLiteral("A man sat in the doorway.")) const;
    /// What the roster calls every member of the test organisation.
    static constexpr QStringView kSignedName = u"Practice device";
    /// The champion answers: a receipt for a concern, in the author's team or at the desk.
    void answer(const TestSpace &space, const Uuid &concern, qint64 stage, const QString &byName,
                const QString &message = {}, const QString &slip = {});
    /// The same, written by any device.
    void answerAs(ConcernDevice &author, const TestSpace &space, const Uuid &concern, qint64 stage,
                  const QString &byName, const QString &message = {}, const QString &slip = {});
    [[nodiscard]] bool settle();

    ManualClock clock;
    TestOrg org;
    TestService service{org, clock};
    QTemporaryDir folder;
    ConcernRules rules;
    std::unique_ptr<ConcernDevice> tablet, kiosk, champion;
};

} // namespace safelight::testing
