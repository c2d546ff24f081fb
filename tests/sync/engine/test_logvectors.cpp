// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine/engine.h"
#include "tests/support/manualclock.h"
#include "tests/support/memoryjournal.h"
#include "tests/support/vectorvalues.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace safelight;
using namespace safelight::testing;

namespace
{

/// All of a log in one answer.
Answer answerOf(const QJsonValue &space)
{
    Answer answer;
    answer.space = fixed<SpaceId>(space[u"space"]);
    answer.headHash = fixed<LogHash>(space[u"head"]);
    const QJsonArray rows = space[u"log"].toArray();
    for (const QJsonValue &row : rows) {
        answer.headSeq = std::uint64_t(row[0].toInt());
        answer.newer.append({answer.headSeq, std::int64_t(row[1].toDouble()), hex(row[2])});
    }
    return answer;
}

/// Ids of the records that the changes merged here have created.
QStringList recordsOf(const MemoryJournal &journal)
{
    QStringList out;
    for (const auto &[key, proven] : journal.state.changes) {
        for (const Op &op : proven.change.ops) {
            const auto *create = std::get_if<CreateOp>(&op);
            if (create && isRecordOf(proven.author, create->record))
                out.append(create->record.toHex());
        }
    }
    out.sort();
    return out;
}

} // namespace

/// sync/vectors/log.json (made by make_logs.py there) against the engine: what a reader takes of a log, and what it
/// makes known.
class TestLogVectors final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(initCrypto());
        m_vectors = loadVectors("log.json");
        QVERIFY(!m_vectors.isEmpty());
    }
    void logs_data()
    {
        QTest::addColumn<QJsonObject>("v");
        const QJsonArray cases = m_vectors[u"cases"].toArray();
        QVERIFY(cases.size() > 30);
        for (const QJsonValue &one : cases)
            QTest::newRow(qPrintable(one[u"name"].toString())) << one.toObject();
    }
    void logs()
    {
        QFETCH(const QJsonObject, v);
        const QJsonObject reader = m_vectors[u"reader"].toObject();
        const DeviceKeys keys{SigningKey(secret<SigningSeed>(reader[u"sign_seed"])),
                              BoxKey(secret<BoxSeed>(reader[u"box_seed"]))};
        ManualClock clock;
        SeededRandom random(1);
        MemoryJournal journal;
        Engine engine(keys, fixed<SignPublic>(m_vectors[u"root_pk"]), clock, random);
        QVERIFY(engine.load(journal));
        const Answer organisation = answerOf(m_vectors[u"organisation"]);
        const Answer team = answerOf(v);
        QVERIFY(engine.follow(journal, organisation.space));
        QVERIFY(engine.follow(journal, team.space));
        const auto request = engine.nextRequest(journal);
        QVERIFY(request);
        const auto outcome = engine.absorb(journal, *request, {toMs(clock.now()), {organisation, team}});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QVERIFY(!outcome->doubted.contains(organisation.space));

        const QString refused = v[u"refused"].toString();
        QCOMPARE(outcome->doubted.contains(team.space), !refused.isEmpty());
        if (!refused.isEmpty())
            QCOMPARE(outcome->doubted.value(team.space) == ErrorCode::Unsupported, refused == u"unsupported");
        const auto cursor = journal.state.cursors.find(team.space);
        const std::uint64_t taken = cursor == journal.state.cursors.end() ? 0 : cursor->second.hiSeq;
        QCOMPARE(taken, refused.isEmpty() ? team.headSeq : 0);
        QStringList records;
        const QJsonArray expected = v[u"records"].toArray();
        for (const QJsonValue &record : expected)
            records.append(record.toString());
        records.sort();
        QCOMPARE(recordsOf(journal), records);
    }

private:
    QJsonObject m_vectors;
};

QTEST_GUILESS_MAIN(TestLogVectors)
#include "test_logvectors.moc"
