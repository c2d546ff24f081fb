// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/records.h"
#include "tests/support/storesupport.h"

#include <QTest>

namespace safelight::testing
{

inline constexpr TypeNumber kConcern = 1;
inline constexpr TypeNumber kStatement = 2;
inline constexpr FieldNumber kText = 2;
inline constexpr FieldNumber kStatus = 20;

[[nodiscard]] inline CreateOp statement(const Uuid &id, const QString &text)
{
    QCborMap fields;
    fields.insert(qint64(kText), text);
    return {id, kStatement, fields};
}

/// A store in memory, and changes for it as the engine hands them over.
class RecordFixture
{
protected:
    /// How statuses are ordered.
    static FieldRules rules()
    {
        static const ProtectiveOrder order{{{kConcern, kStatus}, {3, 2, 1, 0}}};
        return {Voices::Everybody, &order};
    }
    void openStore()
    {
        Result<std::unique_ptr<SyncStore>> store = SyncStore::inMemory();
        QVERIFY(store);
        m_store = std::move(*store);
    }
    void apply(const QList<ProvenChange> &changes)
    {
        const Done applied = m_store->write([&](WriteTx &tx) -> Done {
            const auto journal = makeJournal(tx, m_clock);
            for (const ProvenChange &change : changes) {
                if (Done one = journal->apply(change); !one)
                    return one;
            }
            return done();
        });
        QVERIFY(applied);
    }
    template <class F>
    auto read(F fn)
    {
        return *m_store->read([&](ReadTx &tx) { return fn(tx); });
    }
    ProvenChange change(std::int64_t ms, QList<Op> ops, std::uint64_t author = 5)
    {
        return provenChange(m_team, numbered<DeviceId>(author), uuidAt(ms, author), std::move(ops),
                            numbered<EnvHash>(1'000 + m_nextEnvelope++));
    }
    const SpaceId m_team = numbered<SpaceId>(1);
    const SpaceId m_intake = numbered<SpaceId>(2);
    /// A record that this author may create; m_record is one of the usual author's.
    static Uuid recordAt(std::int64_t ms, std::uint64_t tail = 0, std::uint64_t author = 5)
    {
        Uuid drawn = uuidAt(ms);
        drawn.bytes[6] = std::byte(tail >> 8);
        drawn.bytes[7] = std::byte(tail & 0xff);
        return recordIdFor(numbered<DeviceId>(author), drawn);
    }
    const Uuid m_record = recordAt(100);
    std::uint64_t m_nextEnvelope = 0;
    ManualClock m_clock;
    std::unique_ptr<SyncStore> m_store;
};

} // namespace safelight::testing
