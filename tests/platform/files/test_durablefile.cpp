// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/files/durablefile.h"

#include "platform/files/folderlock.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

using namespace safelight;

class TestDurableFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesWhole();
    void failedReplaceLeavesTheOld();
    void overwritesAPart();
    void readsAtMost();
    void folders();
    void foldersOfOthersKeepTheirPermissions();
    void lockIsForOne();
    void lockNeedsNoRoom();
    void allocates();
    void noPathInErrors();

private:
    QTemporaryDir m_folder;
    const QString m_path = m_folder.filePath(QStringLiteral("file"));
};

void TestDurableFile::replacesWhole()
{
    QVERIFY(files::replace(m_path, "one and more"));
    QVERIFY(files::replace(m_path, "two"));
    QCOMPARE(*files::read(m_path, 100), QByteArray("two"));
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("file")});
    QCOMPARE(QFileInfo(m_path).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestDurableFile::failedReplaceLeavesTheOld()
{
    const QString folder = m_folder.filePath(QStringLiteral("taken"));
    QVERIFY(QDir().mkpath(folder + QStringLiteral("/inside")));
    QCOMPARE(files::replace(folder, "x").error().code, ErrorCode::DiskFault);
    QVERIFY(QFileInfo::exists(folder + QStringLiteral("/inside")));
    QVERIFY(!QFileInfo::exists(folder + QStringLiteral(".new")));
}

void TestDurableFile::overwritesAPart()
{
    const QString path = m_folder.filePath(QStringLiteral("part"));
    QVERIFY(files::overwrite(path, 0, "abcdef"));
    QVERIFY(files::overwrite(path, 2, "XY"));
    QCOMPARE(*files::read(path, 100), QByteArray("abXYef"));
}

void TestDurableFile::readsAtMost()
{
    const QString path = m_folder.filePath(QStringLiteral("size"));
    QVERIFY(files::replace(path, "12345"));
    QCOMPARE(*files::read(path, 5), QByteArray("12345"));
    QCOMPARE(files::read(path, 4).error().code, ErrorCode::TooLarge);
    QCOMPARE(*files::readFront(path, 4), QByteArray("1234"));
    QCOMPARE(files::read(path + u'x', 4).error().code, ErrorCode::NotFound);
}

void TestDurableFile::folders()
{
    const QString from = m_folder.filePath(QStringLiteral("a/b/from"));
    const QString to = m_folder.filePath(QStringLiteral("a/b/to"));
    QVERIFY(files::makeFolder(from));
    QVERIFY(files::makeFolder(from));
    QCOMPARE(QFileInfo(from).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(files::makeFolder(to)); // an empty folder may be taken
    QVERIFY(files::renameFolder(from, to));
    QVERIFY(files::replace(to + QStringLiteral("/x"), "x"));
    QVERIFY(files::makeFolder(from));
    QCOMPARE(files::renameFolder(from, to).error().code, ErrorCode::AlreadyUsed);
}

void TestDurableFile::foldersOfOthersKeepTheirPermissions()
{
    const QString shared = m_folder.filePath(QStringLiteral("shared"));
    QVERIFY(QDir().mkpath(shared));
    const auto open = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup |
                      QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(QFile::setPermissions(shared, open));
    QVERIFY(files::makeFolder(shared));
    QCOMPARE(QFileInfo(shared).permissions() & QFile::WriteOther, QFile::Permissions(QFile::WriteOther));
    QCOMPARE(files::makeFolder(m_path).error().code, ErrorCode::DiskFault); // a file is in the way
}

void TestDurableFile::lockIsForOne()
{
    {
        const Result<files::FolderLock> lock = files::FolderLock::take(m_folder.path());
        QVERIFY(lock);
        QCOMPARE(files::FolderLock::take(m_folder.path()).error().code, ErrorCode::InUse);
    }
    QVERIFY(files::FolderLock::take(m_folder.path()));
    QCOMPARE(files::FolderLock::take(m_folder.filePath(QStringLiteral("none"))).error().code, ErrorCode::DiskFault);
}

void TestDurableFile::lockNeedsNoRoom()
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit nothing{0, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &nothing), 0);
    const bool locked = files::FolderLock::take(m_folder.path()).has_value();
    const Done written = files::replace(m_path, "x"); // the control: this disk takes nothing
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(locked);
    QVERIFY(!written);
}

void TestDurableFile::allocates()
{
    const QString path = m_folder.filePath(QStringLiteral("room"));
    QVERIFY(files::allocate(path, 100'000));
    QCOMPARE(QFileInfo(path).size(), qint64(100'000));
    QVERIFY(*files::freeBytes(m_folder.path()) > 0);
    QCOMPARE(files::freeBytes(m_folder.filePath(QStringLiteral("none"))).error().code, ErrorCode::DiskFault);
}

void TestDurableFile::noPathInErrors()
{
    const Done failed = files::replace(m_folder.filePath(QStringLiteral("no/such/folder/file")), "x");
    QCOMPARE(failed.error().code, ErrorCode::DiskFault);
    QVERIFY(!failed.error().detail.contains(u'/'));
}

QTEST_GUILESS_MAIN(TestDurableFile)
#include "test_durablefile.moc"
