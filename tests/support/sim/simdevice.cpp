// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sim/simdevice.h"

#include "app/store/query.h"

namespace safelight::testing
{

SimDevice::SimDevice(const TestOrg &org, const DeviceKeys &deviceKeys, QString deviceName, std::uint64_t seed,
                     QList<SpaceId> followed, QList<SpaceId> readable, Mutation mutation)
    : name(std::move(deviceName))
    , keys(deviceKeys)
    , id(deviceKeys.publicKeys().id)
    , follows(std::move(followed))
    , reads(std::move(readable))
    , random(seed)
    , schedule(random)
    , m_rootPk(org.root.publicKey())
{
    faults.mutation = mutation;
    auto opened = SyncStore::inMemory();
    if (!opened)
        qFatal("no store in memory");
    store = std::move(*opened);
    restart();
    const Done followedAll = write([&](WriteTx &, Journal &journal, Engine &e) -> Done {
        for (const SpaceId &space : std::as_const(follows)) {
            if (Done one = e.follow(journal, space); !one)
                return one;
        }
        return done();
    });
    if (!followedAll)
        qFatal("a new device cannot follow its spaces");
}

void SimDevice::restart()
{
    ++restarts;
    faults.dead = false;
    faults.callsUntilCrash = -1;
    awaiting.reset();
    engine = std::make_unique<Engine>(keys, m_rootPk, clock, random);
    const Done loaded = store->write([&](WriteTx &tx) {
        const std::unique_ptr<Journal> inner = makeJournal(tx, clock);
        SimJournal journal(*inner, faults);
        return engine->load(journal);
    });
    if (!loaded)
        qFatal("%s cannot load: %s", qUtf8Printable(name), qUtf8Printable(loaded.error().detail));
}

void SimDevice::misbehave(WriteTx &tx)
{
    const std::optional<SpaceId> rewound = std::exchange(faults.rewound, std::nullopt);
    if (faults.mutation == Mutation::RefusedIsDeleted) {
        Query(tx, "DELETE FROM attention WHERE envelope IN (SELECT hash FROM envelope WHERE refused IS NOT NULL)")
            .run();
        Query(tx, "DELETE FROM envelope WHERE refused IS NOT NULL").run();
    }
    if (faults.mutation == Mutation::RewindForgets && rewound)
        Query(tx, "DELETE FROM envelope WHERE space = ? AND own = 1 AND held_ms > 0", *rewound).run();
    if (faults.mutation == Mutation::RowsDrift && name == QLatin1StringView("champion"))
        Query(tx, "UPDATE record SET recorded_at = 0").run();
    if (faults.mutation == Mutation::AckedIsSealedAgain)
        sealAgain(tx);
}

void SimDevice::sealAgain(WriteTx &tx)
{
    const std::unique_ptr<Journal> journal = makeJournal(tx, clock);
    const Result<QList<SpaceCursor>> cursors = journal->cursors();
    for (const SpaceCursor &cursor : *cursors) {
        const auto held = journal->ownAt(cursor.space, cursor.ackedSeq);
        if (!held || !*held || std::exchange(faults.ackedBefore[cursor.space], cursor.ackedSeq) != cursor.ackedSeq)
            continue; // not in the write that acknowledges it
        Envelope other = (*held)->envelope;
        other.signature.bytes.front() = std::byte(std::to_integer<int>(other.signature.bytes.front()) + 1);
        if (!journal->replaceOwn((*held)->hash, other))
            qFatal("a planted bug does not work");
    }
}

} // namespace safelight::testing
