// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/drafts.h"
#include "app/store/headerfiles.h"
#include "app/store/search.h"
#include "tests/support/storesupport.h"
#include "tests/support/vaultsupport.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace safelight;
using namespace safelight::testing;

namespace
{

/// Made at run time: a literal would be found in the test's own binary or in a swap file of the compiler.
QString canary()
{
    std::array<std::byte, 16> bytes;
    randomBytes(bytes);
    QString out;
    for (const std::byte byte : bytes)
        out.append(QChar(u'a' + std::to_integer<int>(byte) % 26));
    return out;
}

QList<QByteArray> formsOf(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    return {utf8, QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2), utf8.toHex(),
            utf8.toBase64(QByteArray::OmitTrailingEquals)};
}

int hitsIn(const QString &folder, const QList<QByteArray> &needles)
{
    int hits = 0;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        const QByteArray content = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        for (const QByteArray &needle : needles)
            hits += int(content.count(needle));
    }
    return hits;
}

} // namespace

/// What somebody who holds the key finds in any state the log of an open vault can be taken back to.
int draftsInLog(const QString &vault, const DataKey &key, const QByteArray &text)
{
    constexpr qsizetype kHeader = 32;
    constexpr qsizetype kFrame = 24 + 4096;
    const QString database = vaultfiles::database(vault);
    QFile log(database + QStringLiteral("-wal"));
    const QByteArray frames = log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
    int hits = 0;
    for (qsizetype size = 0; size <= frames.size(); size += size == 0 ? kHeader + kFrame : kFrame) {
        const QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("copy.db"));
        QFile copiedLog(copy + QStringLiteral("-wal"));
        if (!QFile::copy(database, copy) || !copiedLog.open(QIODevice::WriteOnly) ||
            copiedLog.write(frames.left(size)) != size)
            return -1;
        copiedLog.close();
        Result<Database> opened = Database::open(copy, key);
        if (!opened)
            return -1;
        SyncStore store(std::move(*opened));
        const auto found = store.read([](ReadTx &tx) { return drafts::list(tx); });
        for (const Draft &draft : found ? *found : QList<Draft>())
            hits += int(draft.content.contains(text));
    }
    return hits;
}

/// Nothing a person wrote lies in any file of a vault in clear, in any spelling we can think of.
class TestPlaintext final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void nothingInClear();
    void controlFindsIt();
    void handedInLeavesTheLog();
    void nothingInErrors();

private:
    TestOrg m_org;
    ManualClock m_clock;
    SeededRandom m_random{3};
};

void TestPlaintext::nothingInClear()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("asha"));
    const QString draftText = canary();
    const QString noteText = canary();
    const QString name = canary();
    const QString typed = QStringLiteral("quiet otter ") + canary();
    QList<QByteArray> needles = formsOf(draftText) + formsOf(noteText) + formsOf(name) + formsOf(typed);
    {
        auto vault = vault::create(path, Passphrase(typed), cloned(m_org.tablet), ownerOf(m_org, m_org.tablet, name),
                                   spacesOf(m_org, m_org.tablet), m_clock, m_random, kTestCost);
        QVERIFY(vault);
        QVERIFY((*vault)
                    ->write([&](WriteTx &tx, Journal &journal, Engine &engine) -> Done {
                        const auto asked = engine.nextRequest(journal);
                        if (const auto absorbed = engine.absorb(journal, *asked, answerFor(m_org, m_org.tablet));
                            !absorbed)
                            return absorbed.error();
                        QCborMap fields;
                        fields.insert(2, noteText);
                        const ChangeSet change = engine.begin({CreateOp{engine.nextRecord(), 2, fields}});
                        if (const auto saved = engine.record(journal, m_org.team.id, change); !saved)
                            return saved.error();
                        if (const auto saved = engine.record(journal, m_org.intake.id, change, true); !saved)
                            return saved.error();
                        return drafts::save(tx, {uuidAt(1), 1, 1, draftText.toUtf8(), {}, 1});
                    })
                    .takeResult());
        QCOMPARE((*vault)->read([&](ReadTx &tx) { return search::find(tx, noteText, 5); }).takeResult()->size(), 1);
        QCOMPARE(hitsIn(folder.path(), needles), 0); // while it is open: the log too
    }
    const Result<UnlockedHeader> header = unlockHeader(path, Passphrase(typed), m_clock);
    QVERIFY(header);
    for (const ByteView key : {ByteView(header->bundle.data.span()), ByteView(header->bundle.signing.span()),
                               ByteView(header->bundle.box.span())}) {
        const QByteArray raw = viewOf(key).toByteArray();
        needles += {raw, raw.toHex(), raw.toBase64()};
    }
    QCOMPARE(hitsIn(folder.path(), needles), 0);
}

void TestPlaintext::controlFindsIt()
{
    const QTemporaryDir folder;
    const QString text = canary();
    SQLite::Database plain(folder.filePath(QStringLiteral("plain.db")).toStdString(),
                           SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    plain.exec("CREATE TABLE t (x TEXT)");
    SQLite::Statement insert(plain, "INSERT INTO t VALUES (?)");
    insert.bind(1, text.toStdString());
    insert.exec();
    QVERIFY(hitsIn(folder.path(), formsOf(text)) > 0);
}

/// A kiosk's draft goes with the hand-in, also for somebody who learns the key later; without the checkpoint the log
/// would keep it until the vault is locked.
void TestPlaintext::handedInLeavesTheLog()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("desk"));
    const Passphrase passphrase(QStringLiteral("quiet otter paints seven boats"));
    const QByteArray text = canary().toUtf8();
    auto vault = vault::create(path, passphrase, cloned(m_org.tablet), ownerOf(m_org, m_org.tablet, canary()), {},
                               m_clock, m_random, kTestCost);
    QVERIFY(vault);
    const Result<UnlockedHeader> header = unlockHeader(path, passphrase, m_clock);
    QVERIFY(header);
    const DataKey &key = header->bundle.data;
    QVERIFY((*vault)
                ->write([&](WriteTx &tx, Journal &, Engine &) {
                    return drafts::save(tx, {uuidAt(1), 1, 1, text, {}, 1});
                })
                .takeResult());
    QVERIFY(
        (*vault)->write([&](WriteTx &tx, Journal &, Engine &) { return drafts::remove(tx, uuidAt(1)); }).takeResult());
    QVERIFY2(draftsInLog(path, key, text) > 0, "the reader finds nothing: it proves nothing either");
    QVERIFY((*vault)->checkpoint().takeResult());
    QCOMPARE(QFileInfo(vaultfiles::database(path) + QStringLiteral("-wal")).size(), qint64(0));
    QCOMPARE(draftsInLog(path, key, text), 0);
}

void TestPlaintext::nothingInErrors()
{
    const QTemporaryDir folder;
    const QString typed = QStringLiteral("quiet otter ") + canary();
    const QString path = folder.filePath(canary());
    QVERIFY(vault::create(path, Passphrase(typed), cloned(m_org.tablet), ownerOf(m_org, m_org.tablet, canary()), {},
                          m_clock, m_random, kTestCost));
    const auto wrong = vault::open(path, Passphrase(typed + u'x'), m_clock, m_random);
    QVERIFY(!wrong.error().detail.contains(typed));
    QFile::remove(vaultfiles::database(path));
    const auto missing = vault::open(path, Passphrase(typed), m_clock, m_random);
    QCOMPARE(missing.error().code, ErrorCode::Damaged);
    QVERIFY(!missing.error().detail.contains(path));
}

QTEST_GUILESS_MAIN(TestPlaintext)
#include "test_plaintext.moc"
