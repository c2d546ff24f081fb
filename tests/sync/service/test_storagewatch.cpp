// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceworld.h"
#include "sync/service/storagewatch.h"

#include <QTest>

using namespace safelight;
using namespace safelight::service;
using namespace std::chrono_literals;

/// What an operator hears of a store that fails, and how often.
class TestStorageWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saidOnceAMinutePerKind();
    void refusalsAreNoTrouble();
    void healthFollowsTheLastWrite();
    void healthTriesForItself();
    void damageStays();

private:
    /// A store that fails as told.
    class Ailing final : public Storage
    {
    public:
        Done write(const std::function<Done(StorageTx &)> &) override
        {
            ++writes;
            return writing;
        }
        Done read(const std::function<Done(StorageTx &)> &) override { return reading; }
        Done writing = done();
        Done reading = done();
        int writes = 0;
    };
    Done push()
    {
        return m_watch->write([](StorageTx &) { return done(); });
    }
    Done look()
    {
        return m_watch->read([](StorageTx &) { return done(); });
    }

    test::StandingClock m_clock;
    std::optional<Ailing> m_store;
    std::optional<StorageWatch> m_watch;
    QList<ErrorCode> m_heard;
};

void TestStorageWatch::init()
{
    m_heard.clear();
    m_store.emplace();
    m_watch.emplace(*m_store, m_clock);
    m_watch->onTrouble([this](ErrorCode trouble) { m_heard.append(trouble); });
}

void TestStorageWatch::saidOnceAMinutePerKind()
{
    m_store->writing = Error{ErrorCode::DiskFull, {}};
    for (int i = 0; i < 100; ++i)
        QCOMPARE(push().error().code, ErrorCode::DiskFull);
    m_store->reading = Error{ErrorCode::DiskFault, {}};
    for (int i = 0; i < 100; ++i)
        QVERIFY(!look());
    QCOMPARE(m_heard, (QList{ErrorCode::DiskFull, ErrorCode::DiskFault}));
    m_clock.advance(59s);
    QVERIFY(!push());
    QCOMPARE(m_heard.size(), 2);
    m_clock.advance(1s);
    QVERIFY(!push());
    QVERIFY(!push());
    QCOMPARE(m_heard.size(), 3);
}

void TestStorageWatch::refusalsAreNoTrouble()
{
    for (const ErrorCode code : {ErrorCode::Forbidden, ErrorCode::AlreadyUsed, ErrorCode::TooLarge,
                                 ErrorCode::ServiceUnavailable, ErrorCode::Malformed}) {
        m_store->writing = Error{code, {}};
        QCOMPARE(push().error().code, code);
        QVERIFY(m_watch->health());
    }
    QVERIFY(m_heard.isEmpty());
    QCOMPARE(m_store->writes, 5);
}

void TestStorageWatch::healthFollowsTheLastWrite()
{
    QVERIFY(m_watch->health());
    m_store->writing = Error{ErrorCode::DiskFull, {}};
    QVERIFY(!push());
    QVERIFY(look()); // reading works and proves nothing
    QCOMPARE(m_watch->health().error().code, ErrorCode::DiskFull);
    m_store->writing = Error{ErrorCode::Forbidden, {}}; // nor does a refusal
    QVERIFY(!push());
    m_store->writing = done();
    QVERIFY(push());
    QVERIFY(m_watch->health());
    QCOMPARE(m_store->writes, 4); // one of them health()'s own
}

void TestStorageWatch::healthTriesForItself()
{
    m_store->writing = Error{ErrorCode::DiskFull, {}};
    QVERIFY(!push());
    for (int i = 0; i < 10; ++i)
        QVERIFY(!m_watch->health());
    QCOMPARE(m_store->writes, 2); // the push and one trial: asking often costs nothing
    m_store->writing = done();
    QVERIFY(!m_watch->health());
    m_clock.advance(5s);
    QVERIFY(m_watch->health());
    QVERIFY(m_watch->health());
    QCOMPARE(m_store->writes, 3);
}

void TestStorageWatch::damageStays()
{
    m_store->reading = Error{ErrorCode::Damaged, {}};
    QVERIFY(!look());
    QVERIFY(push()); // elsewhere in the file
    QCOMPARE(m_watch->health().error().code, ErrorCode::Damaged);
    m_clock.advance(1h);
    QCOMPARE(m_watch->health().error().code, ErrorCode::Damaged);
    QCOMPARE(m_heard, QList{ErrorCode::Damaged});
}

QTEST_GUILESS_MAIN(TestStorageWatch)
#include "test_storagewatch.moc"
