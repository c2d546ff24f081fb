// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/forms/formcatalogue.h"
#include "app/store/vault.h"
#include "app/triage/triageactions.h"
#include "tests/support/manualclock.h"
#include "tests/support/testservice.h"

#include <QTemporaryDir>

namespace safelight::testing
{

/// A statement as a test writes it.
struct TestStatement {
    triage::EntryKind kind = triage::EntryKind::Saw;
    QString text;
    QString toldBy;
    QString alternative;
};
struct TestConcern {
    QString who = QStringLiteral("Woman about 40, grey tent");
    QString where = QStringLiteral("Aldgate, by the bus station");
    triage::Danger danger = triage::Danger::No;
    std::int64_t dialled999Ms = 0;
    bool clockSuspect = false;
    QList<TestStatement> statements{{triage::EntryKind::Saw, QStringLiteral("She had no shoes."), {}, {}}};
    bool send = true; ///< to a champion; else it stays with the team
};

/// One person's real vault in a temporary folder. Calls wait; the GUI's way (futures) is there for view models.
class TriageDevice
{
public:
    TriageDevice(const QString &folder, const QString &person, quint8 kind, const DeviceKeys &keys, TestOrg &org,
                 const QList<const TestSpace *> &follows, ManualClock &clock, std::uint64_t seed);

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
    /// fn(const triage::Action &), as one transaction.
    template <class F>
    auto act(F fn)
    {
        return vault
            ->write([&](WriteTx &tx, Journal &journal, Engine &engine) {
                return fn(triage::Action{tx, journal, engine, *forms, rules, toMs(clock.now()), vault->owner().person});
            })
            .result();
    }
    /// Exchanges until there is nothing left to do; false when it fails or does not end.
    [[nodiscard]] bool sync(TestService &service);

    const DeviceKeys &keys;
    ManualClock &clock;
    SeededRandom random;
    std::shared_ptr<const triage::TriageForms> forms;
    triage::TriageRules rules;
    std::unique_ptr<Vault> vault;
};

/// The test organisation with names, its service, and the vaults of a tablet, a kiosk and two champions.
class TriageWorld
{
public:
    TriageWorld();

    /// Writes a concern as a tablet does: into the team, and forwarded to the intake when it is sent.
    Uuid save(const TestConcern &concern = {});
    /// Writes a concern as a kiosk does: sealed into the intake, nothing kept.
    Uuid handIn(const TestConcern &concern, const QString &slip);
    /// A correction by the tablet's author, to the concern or a statement.
    Uuid amend(const Uuid &record, const QString &text);
    /// Everything to the service and back, for everybody.
    [[nodiscard]] bool settle();

    ManualClock clock;
    TestOrg org;
    TestService service{org, clock};
    QTemporaryDir folder;
    std::unique_ptr<TriageDevice> tablet, kiosk, champion, admin;

private:
    [[nodiscard]] QList<Op> opsOf(Engine &engine, const Uuid &concern, const TestConcern &content,
                                  const QString &slip) const;
    void name(TestSpace &space, const DeviceKeys &device, Role role, const QString &person);
};

/// Stands for app/shell/messages.h, which belongs to another room.
[[nodiscard]] QString explained(const Error &error);

/// The forms built into the program.
[[nodiscard]] std::shared_ptr<const triage::TriageForms> triageForms();

} // namespace safelight::testing
