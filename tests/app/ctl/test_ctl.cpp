// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/base/error.h"
#include "tests/support/programs.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

namespace
{

const QString kAdminPass = u"practice lantern over the harbour"_s;
const QString kTabletPass = u"practice kettle under the bridge"_s;
const QString kKioskPass = u"practice window beside the stairs"_s;
const QByteArray kCanary = "velvet thermos beside the lockgate";

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The first file under a folder that holds these bytes.
QString fileWith(const QString &folder, const QByteArray &needle)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = files.next();
        if (contentOf(name).contains(needle))
            return name;
    }
    return {};
}

/// Neither now nor after asking for more; the control is this test itself, which may have them.
bool hasNoCoreDumps(qint64 process)
{
    static const QRegularExpression limit(u"Max core file size\\s+0\\s+0\\s"_s);
    return limit.match(QString::fromUtf8(contentOf(u"/proc/%1/limits"_s.arg(process)))).hasMatch();
}

} // namespace

/// The main job with the built programs over loopback TLS, without a screen. One world, told in order.
class TestCtl : public QObject
{
    Q_OBJECT

private:
    Programs m_world;
    QString m_concern;
    QString m_kioskConcern;
    QString m_slip;

    [[nodiscard]] QStringList as(const QString &device) const
    {
        const QString passphrase = device == "laptop"_L1   ? kAdminPass
                                   : device == "tablet"_L1 ? kTabletPass
                                                           : kKioskPass;
        return {u"--data"_s, m_world.path(device), u"--passphrase-file"_s, m_world.passphraseFile(passphrase),
                u"--json"_s};
    }
    [[nodiscard]] Ran run(const QStringList &command, const QString &device, const QByteArray &input = {}) const
    {
        return m_world.ctl(command + as(device), input);
    }
    [[nodiscard]] bool sync(const QString &device) const { return run({u"sync"_s}, device).exitCode == 0; }

    /// invite, enrol and approve, the words taken from the new device's own output.
    void enrol(const QString &kind, const QString &person)
    {
        const Ran invited = run({u"invite"_s, u"--kind"_s, kind, u"--name"_s, u"A new "_s + kind}, u"laptop"_s);
        QCOMPARE(invited.exitCode, 0);
        const QString link = invited.json().value("link"_L1).toString();
        QVERIFY(link.startsWith(u"safelight://join?"_s));
        const auto joiner =
            m_world.ctlRunning(QStringList{u"enrol"_s, u"--link"_s, link, u"--person"_s, person} + as(kind));
        QVERIFY(joiner->waitForReadyRead(60'000));
        QVERIFY(hasNoCoreDumps(joiner->processId())); // it holds keys from here on
        QStringList words;
        const QJsonArray shown = Ran{0, joiner->readLine(), {}}.json().value("words"_L1).toArray();
        for (const QJsonValue word : shown)
            words.append(word.toString());
        QCOMPARE(words.size(), 4);
        const QString code = invited.json().value("code"_L1).toString();

        QStringList wrong = words;
        std::swap(wrong[0], wrong[3]);
        if (words[0] != words[3])
            QCOMPARE(run({u"approve"_s, u"--code"_s, code, u"--words"_s, wrong.join(u' ')}, u"laptop"_s).exitCode, 3);
        const Ran approved = run({u"approve"_s, u"--code"_s, code, u"--words"_s, words.join(u' ')}, u"laptop"_s);
        QVERIFY2(approved.exitCode == 0, approved.err.constData());
        QVERIFY(joiner->waitForFinished(60'000));
        QCOMPARE(joiner->exitCode(), 0);

        // The same code again, from somewhere else.
        const Ran again = m_world.ctl({u"enrol"_s, u"--link"_s, link, u"--person"_s, u"Somebody Else"_s, u"--data"_s,
                                       m_world.path(u"thief"_s), u"--json"_s, u"--passphrase-file"_s,
                                       m_world.passphraseFile(kTabletPass)});
        QCOMPARE(again.exitCode, 1);
        QCOMPARE(again.errorCode(), int(ErrorCode::AlreadyUsed));
    }

private Q_SLOTS:
    void controlMayHaveCoreDumps()
    {
        if (hasNoCoreDumps(QCoreApplication::applicationPid()))
            QSKIP("this machine forbids them to everybody");
    }
    void theServiceStarts() { QVERIFY(m_world.start()); }

    void anOrganisationIsSetUp()
    {
        const QStringList create{u"org"_s,
                                 u"create"_s,
                                 u"--name"_s,
                                 u"Example Borough"_s,
                                 u"--root-file"_s,
                                 m_world.path(u"root.key"_s),
                                 u"--person"_s,
                                 u"Amina Khatun"_s,
                                 u"--recovery-file"_s,
                                 m_world.path(u"recovery.key"_s)};
        const Ran created = run(create + m_world.serviceOptions(), u"laptop"_s);
        QVERIFY2(created.exitCode == 0, created.err.constData());
        QCOMPARE(created.json().value("root_pk"_L1).toString(), m_world.rootPk());
        const Ran again = run(create + m_world.serviceOptions(), u"laptop"_s);
        QCOMPARE(again.errorCode(), int(ErrorCode::AlreadyUsed));
    }

    void aTabletJoins() { enrol(u"tablet"_s, u"Bartosz Nowak"_s); }
    void aKioskJoins() { enrol(u"kiosk"_s, u"Library desk"_s); }

    void aConcernIsRecordedWhileTheServiceIsDown()
    {
        m_world.stop();
        const Ran saved = run({u"capture"_s, u"--who"_s, u"A woman of about 40"_s, u"--where"_s, u"Lock gate"_s},
                              u"tablet"_s, "saw: " + kCanary + "\nthink: She may need a bed tonight.\n");
        QVERIFY2(saved.exitCode == 0, saved.err.constData());
        m_concern = saved.json().value("concern"_L1).toString();
        const Ran failed = run({u"sync"_s}, u"tablet"_s);
        QCOMPARE(failed.exitCode, 1);
        QCOMPARE(failed.errorCode(), int(ErrorCode::ServiceUnavailable));

        const Ran handedIn =
            run({u"capture"_s}, u"kiosk"_s, "told by a reader: " + kCanary + " was left in the hall.\n");
        QVERIFY2(handedIn.exitCode == 0, handedIn.err.constData());
        m_slip = handedIn.json().value("slip"_L1).toString();
        m_kioskConcern = handedIn.json().value("concern"_L1).toString();
        QCOMPARE(m_slip.size(), 11);
    }

    void theKioskCannotReadItAgain()
    {
        QCOMPARE(run({u"show"_s, m_kioskConcern}, u"kiosk"_s).errorCode(), int(ErrorCode::NotFound));
        QVERIFY(run({u"list"_s}, u"kiosk"_s).json().value("concerns"_L1).toArray().isEmpty());
        QVERIFY(run({u"search"_s, u"velvet"_s}, u"kiosk"_s).json().value("hits"_L1).toArray().isEmpty());
        const Ran exported = run({u"export"_s, u"--out"_s, m_world.path(u"kiosk.cbor"_s)}, u"kiosk"_s);
        QCOMPARE(exported.json().value("changes"_L1).toInt(-1), 0);
        const QByteArray bundle = contentOf(m_world.path(u"kiosk.cbor"_s));
        QVERIFY(!bundle.isEmpty() && !bundle.contains("velvet"));
    }

    void everythingArrivesWhenTheServiceIsBack()
    {
        QVERIFY(m_world.start());
        QVERIFY(sync(u"tablet"_s));
        QVERIFY(sync(u"kiosk"_s));
        QVERIFY(sync(u"laptop"_s));
        const QJsonArray inbox = run({u"inbox"_s}, u"laptop"_s).json().value("inbox"_L1).toArray();
        QCOMPARE(inbox.size(), 2);
        QStringList concerns;
        for (const QJsonValue item : inbox)
            concerns.append(item.toObject().value("concern"_L1).toString());
        QVERIFY(concerns.contains(m_concern));
        QVERIFY(concerns.contains(m_kioskConcern));
    }

    void theChampionOpensAndDecides()
    {
        const Ran opened = run({u"open"_s, m_concern}, u"laptop"_s);
        QVERIFY2(opened.exitCode == 0, opened.err.constData());
        QVERIFY(opened.out.contains(kCanary));
        const Ran silent = run({u"decide"_s, m_concern, u"--outcome"_s, u"support"_s}, u"laptop"_s);
        QCOMPARE(silent.exitCode, 1); // no decision without why
        QCOMPARE(silent.errorCode(), int(ErrorCode::Invalid));
        const QStringList words{u"--outcome"_s,      u"support"_s,     u"--why"_s,     u"She asked for a bed."_s,
                                u"--alternatives"_s, u"A referral."_s, u"--message"_s, u"Thank you, a bed is found."_s};
        for (const QString &concern : {m_concern, m_kioskConcern}) {
            const Ran decided = run(QStringList{u"decide"_s, concern} + words, u"laptop"_s);
            QVERIFY2(decided.exitCode == 0, decided.err.constData());
        }
        QVERIFY(sync(u"laptop"_s));
    }

    void theAuthorIsTold()
    {
        QVERIFY(sync(u"tablet"_s));
        const QJsonObject note = run({u"show"_s, m_concern}, u"tablet"_s).json();
        const QJsonObject custody = note.value("custody"_L1).toObject();
        QVERIFY(custody.value("held_by_service_ms"_L1).toDouble() > 0);
        QVERIFY(custody.value("opened_ms"_L1).toDouble() > 0);
        QCOMPARE(custody.value("decided_by"_L1).toString(), u"Amina Khatun"_s);
        QCOMPARE(custody.value("message"_L1).toString(), u"Thank you, a bed is found."_s);
        // but not the reasons
        QVERIFY(!run({u"search"_s, u"asked"_s}, u"tablet"_s).out.contains("asked for a bed"));
    }

    void theKioskLearnsTheStatusOnly()
    {
        QVERIFY(sync(u"kiosk"_s));
        const Ran slip = run({u"slip"_s, m_slip.toLower().remove(u'-')}, u"kiosk"_s);
        QVERIFY2(slip.exitCode == 0, slip.err.constData());
        QVERIFY(slip.json().value("decided_ms"_L1).toDouble() > 0);
        QVERIFY(!slip.out.contains("Amina"));
        QCOMPARE(run({u"slip"_s, u"ABCDE-FGHJK"_s}, u"kiosk"_s).errorCode(), int(ErrorCode::NotFound));
    }

    void everyVaultIsSound()
    {
        for (const QString &device : {u"laptop"_s, u"tablet"_s, u"kiosk"_s}) {
            const Ran checked = run({u"check"_s}, device);
            QVERIFY2(checked.exitCode == 0, checked.out.constData());
            QVERIFY(checked.json().value("signatures"_L1).toInt() > 0);
        }
    }

    void anExportProvesItself()
    {
        const QString bundle = m_world.path(u"tablet.cbor"_s);
        QVERIFY(run({u"export"_s, u"--out"_s, bundle}, u"tablet"_s).json().value("changes"_L1).toInt() > 0);
        const Ran verified =
            m_world.ctl({u"verify"_s, u"--in"_s, bundle, u"--root-pk"_s, m_world.rootPk(), u"--json"_s});
        QCOMPARE(verified.exitCode, 0);
        QCOMPARE(verified.json().value("person"_L1).toString(), u"Bartosz Nowak"_s);

        QByteArray bytes = contentOf(bundle);
        const qsizetype at = bytes.indexOf("velvet");
        QVERIFY(at > 0);
        bytes[at] = 'V';
        QFile forged(m_world.path(u"forged.cbor"_s));
        QVERIFY(forged.open(QIODevice::WriteOnly));
        forged.write(bytes);
        forged.close();
        QCOMPARE(m_world.ctl({u"verify"_s, u"--in"_s, forged.fileName(), u"--json"_s}).errorCode(),
                 int(ErrorCode::NotAuthentic));
        const Ran readable =
            run({u"export"_s, u"--format"_s, u"json"_s, u"--out"_s, m_world.path(u"t.json"_s)}, u"tablet"_s);
        QCOMPARE(readable.exitCode, 0);
        QVERIFY(contentOf(m_world.path(u"t.json"_s)).contains(kCanary));
        const Ran again = run({u"export"_s, u"--out"_s, bundle}, u"tablet"_s);
        QCOMPARE(again.errorCode(), int(ErrorCode::AlreadyUsed));
        QVERIFY2(again.err.contains("file of that name") && !again.err.contains("code was used"),
                 again.err.constData());
    }

    void aPassphraseIsChanged()
    {
        const QString fresh = u"practice heron above the weir"_s;
        const QStringList change{u"passphrase"_s, u"change"_s, u"--new-passphrase-file"_s};
        const Ran weak = run(change + QStringList{m_world.passphraseFile(u"short"_s)}, u"kiosk"_s);
        QCOMPARE(weak.errorCode(), int(ErrorCode::WeakPassphrase));
        QStringList wrong = change + QStringList{m_world.passphraseFile(fresh)} + as(u"kiosk"_s);
        wrong[wrong.indexOf(u"--passphrase-file"_s) + 1] = m_world.passphraseFile(u"some other lantern entirely"_s);
        QCOMPARE(m_world.ctl(wrong).errorCode(), int(ErrorCode::WrongPassphrase));
        QVERIFY(sync(u"kiosk"_s)); // neither changed anything

        const Ran changed = run(change + QStringList{m_world.passphraseFile(fresh)}, u"kiosk"_s);
        QVERIFY2(changed.exitCode == 0, changed.err.constData());
        QCOMPARE(run({u"sync"_s}, u"kiosk"_s).errorCode(), int(ErrorCode::WrongPassphrase));
        const Ran opened = m_world.ctl({u"sync"_s, u"--data"_s, m_world.path(u"kiosk"_s), u"--passphrase-file"_s,
                                        m_world.passphraseFile(fresh), u"--json"_s});
        QVERIFY2(opened.exitCode == 0, opened.err.constData());
    }

    /// A tablet that loses its device key, or the file that it opens, still sends under its own login.
    void aLostDeviceKeyCostsNothingThatWasWritten()
    {
        QVERIFY(QFile::remove(m_world.path(u"tablet/keys/device-file.key"_s)));
        const Ran saved = run({u"capture"_s}, u"tablet"_s, "saw: a lamp left on in the boathouse\n");
        QVERIFY2(saved.exitCode == 0, saved.err.constData());
        const Ran sent = run({u"sync"_s}, u"tablet"_s);
        QVERIFY2(sent.exitCode == 0, sent.err.constData());
        QCOMPARE(sent.json().value("pending"_L1).toInt(-1), 0);
        QVERIFY(QFile::exists(m_world.path(u"tablet/device.db.unreadable-1"_s)));
    }

    void aFolderWithoutAnInstallationIsLeftAlone()
    {
        const QString shared = m_world.path(u"shared"_s);
        QVERIFY(QDir().mkpath(shared));
        const QFile::Permissions before = QFile::permissions(shared);
        QCOMPARE(m_world.ctl({u"list"_s, u"--data"_s, shared, u"--json"_s}).errorCode(), int(ErrorCode::NotFound));
        QVERIFY(QDir(shared).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        QCOMPARE(QFile::permissions(shared), before);
    }

    /// Not in the service's store, not in the devices' files, not in what waits there.
    void noPlainTextLiesAnywhere()
    {
        m_world.stop();
        for (const QString &folder : {u"service"_s, u"laptop"_s, u"tablet"_s, u"kiosk"_s})
            QCOMPARE(fileWith(m_world.path(folder), "velvet thermos"), QString());
        QVERIFY(m_world.start());
    }

    void mistakesSayHowToMendThem_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<int>("error");
        const QString tablet = m_world.path(u"tablet"_s);
        const QString wrong = m_world.passphraseFile(u"some other lantern entirely"_s);
        QTest::newRow("no such command") << QStringList{u"dance"_s} << 2 << 0;
        QTest::newRow("no such option") << QStringList{u"sync"_s, u"--loud"_s} << 2 << 0;
        QTest::newRow("no folder") << QStringList{u"sync"_s, u"--data"_s, m_world.path(u"nowhere"_s), u"--json"_s} << 1
                                   << int(ErrorCode::NotFound);
        QTest::newRow("wrong passphrase")
            << QStringList{u"list"_s, u"--data"_s, tablet, u"--passphrase-file"_s, wrong, u"--json"_s} << 1
            << int(ErrorCode::WrongPassphrase);
        QTest::newRow("no such person") << QStringList{u"list"_s,     u"--data"_s, tablet,
                                                       u"--person"_s, u"Nobody"_s, u"--json"_s}
                                        << 1 << int(ErrorCode::NotFound);
        QTest::newRow("mistyped code") << QStringList{u"enrol"_s,
                                                      u"--code"_s,
                                                      u"ABCDE"_s,
                                                      u"--person"_s,
                                                      u"X"_s,
                                                      u"--data"_s,
                                                      m_world.path(u"new"_s),
                                                      u"--json"_s}
                                       << 1 << int(ErrorCode::Malformed);
        QTest::newRow("unknown code") << QStringList{u"enrol"_s,
                                                     u"--code"_s,
                                                     u"ABCDE-FGHJK-MNPQR-STVWX"_s,
                                                     u"--person"_s,
                                                     u"X"_s,
                                                     u"--data"_s,
                                                     m_world.path(u"new"_s),
                                                     u"--json"_s,
                                                     u"--passphrase-file"_s,
                                                     m_world.passphraseFile(kTabletPass)} +
                                             m_world.serviceOptions()
                                      << 1 << int(ErrorCode::NotFound);
        QTest::newRow("untrusted certificate") << QStringList{u"enrol"_s,
                                                              u"--code"_s,
                                                              u"ABCDE-FGHJK-MNPQR-STVWX"_s,
                                                              u"--person"_s,
                                                              u"X"_s,
                                                              u"--data"_s,
                                                              m_world.path(u"new"_s),
                                                              u"--json"_s,
                                                              u"--passphrase-file"_s,
                                                              m_world.passphraseFile(kTabletPass),
                                                              u"--service-url"_s,
                                                              m_world.url()}
                                               << 1 << int(ErrorCode::UntrustedCertificate);
        QTest::newRow("weak passphrase") << QStringList{u"enrol"_s,
                                                        u"--code"_s,
                                                        u"ABCDE-FGHJK-MNPQR-STVWX"_s,
                                                        u"--person"_s,
                                                        u"X"_s,
                                                        u"--data"_s,
                                                        m_world.path(u"new"_s),
                                                        u"--json"_s,
                                                        u"--passphrase-file"_s,
                                                        m_world.passphraseFile(u"short"_s)} +
                                                m_world.serviceOptions()
                                         << 1 << int(ErrorCode::WeakPassphrase);
        QTest::newRow("a statement of no kind")
            << QStringList{u"capture"_s, u"--statement"_s, u"hearsay: nothing"_s} + as(u"tablet"_s) << 1
            << int(ErrorCode::Invalid);
        QTest::newRow("nothing to save") << QStringList{u"capture"_s, u"--statement"_s, u"saw:"_s} + as(u"tablet"_s)
                                         << 1 << int(ErrorCode::Invalid);
    }
    void mistakesSayHowToMendThem()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, exitCode);
        QFETCH(const int, error);
        const Ran ran = m_world.ctl(arguments);
        QVERIFY2(ran.exitCode == exitCode, ran.err.constData());
        QVERIFY(!ran.err.isEmpty());
        if (error != 0)
            QCOMPARE(ran.errorCode(), error);
    }

    void everyCommandHasHelp()
    {
        const Ran overview = m_world.ctl({u"--help"_s});
        QCOMPARE(overview.exitCode, 0);
        int commands = 0;
        const QList<QByteArray> lines = overview.out.split('\n');
        for (const QByteArray &line : lines) {
            if (!line.startsWith("  ") || line.startsWith("   "))
                continue;
            const QStringList words = QString::fromUtf8(line.mid(2, 18)).split(u' ', Qt::SkipEmptyParts);
            const Ran help = m_world.ctl(words + QStringList{u"--help"_s});
            QVERIFY2(help.exitCode == 0 && help.out.contains("Options:"), line.constData());
            ++commands;
        }
        QVERIFY(commands >= 20);
    }
};

QTEST_GUILESS_MAIN(TestCtl)
#include "test_ctl.moc"
