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
        if (words[0] != words[3]) {
            const Ran refused = run({u"approve"_s, u"--code"_s, code, u"--words"_s, wrong.join(u' ')}, u"laptop"_s);
            QCOMPARE(refused.exitCode, 3);
            QVERIFY(refused.err.contains("run approve again only if")); // the truth: the right words still open it
        }
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

    /// Whatever ends the first run, the same command goes on with the same answer.
    void anInterruptedJoiningGoesOn()
    {
        const Ran invited = run({u"invite"_s, u"--kind"_s, u"laptop"_s, u"--name"_s, u"Laptop 2"_s}, u"laptop"_s);
        QCOMPARE(invited.exitCode, 0);
        const QString code = invited.json().value("code"_L1).toString();
        const QString link = invited.json().value("link"_L1).toString();
        const QStringList enrol =
            QStringList{u"enrol"_s, u"--link"_s, link, u"--person"_s, u"Rowan Ash"_s} + as(u"second"_s);
        const Ran late = m_world.ctl(enrol + QStringList{u"--wait"_s, u"0"_s});
        QCOMPARE(late.errorCode(), int(ErrorCode::TimedOut));
        QVERIFY2(late.err.contains("same command again"), late.err.constData());
        const QJsonArray words = Ran{0, late.out.left(late.out.indexOf('\n')), {}}.json().value("words"_L1).toArray();
        QCOMPARE(words.size(), 4);

        const auto killed = m_world.ctlRunning(enrol);
        QVERIFY(killed->waitForReadyRead(60'000));
        QCOMPARE(Ran({0, killed->readLine(), {}}).json().value("words"_L1).toArray(), words);
        killed->kill();
        QVERIFY(killed->waitForFinished());

        QStringList other = enrol;
        other[other.indexOf(u"--passphrase-file"_s) + 1] = m_world.passphraseFile(kAdminPass);
        const Ran stranger = m_world.ctl(other);
        QCOMPARE(stranger.errorCode(), int(ErrorCode::WrongPassphrase));

        const auto again = m_world.ctlRunning(enrol);
        QVERIFY(again->waitForReadyRead(60'000));
        QCOMPARE(Ran({0, again->readLine(), {}}).json().value("words"_L1).toArray(), words);
        QStringList typed;
        for (const QJsonValue word : words)
            typed.append(word.toString());
        const Ran approved = run({u"approve"_s, u"--code"_s, code, u"--words"_s, typed.join(u' ')}, u"laptop"_s);
        QVERIFY2(approved.exitCode == 0, approved.err.constData());
        QVERIFY(again->waitForFinished(60'000));
        QCOMPARE(again->exitCode(), 0);
        QVERIFY(QDir(m_world.path(u"second"_s)).entryList({u"*.pending"_s}, QDir::Files).isEmpty());
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
        QCOMPARE(custody.value("messages"_L1).toArray().first().toObject().value("text"_L1).toString(),
                 u"Thank you, a bed is found."_s);
        // but not the reasons
        QVERIFY(!run({u"search"_s, u"asked"_s}, u"tablet"_s).out.contains("asked for a bed"));
    }

    void theKioskLearnsTheStatusOnly()
    {
        QVERIFY(sync(u"kiosk"_s));
        const Ran slip = run({u"slip"_s, m_slip.toLower().remove(u'-')}, u"kiosk"_s);
        QVERIFY2(slip.exitCode == 0, slip.err.constData());
        QVERIFY(slip.json().value("held_by_service_ms"_L1).toDouble() > 0);
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
            << QStringList{u"capture"_s, u"--statement"_s, u"hearsay: nothing"_s} + as(u"tablet"_s) << 2
            << int(ErrorCode::Invalid);
        QTest::newRow("nothing to save") << QStringList{u"capture"_s, u"--statement"_s, u"saw:"_s} + as(u"tablet"_s)
                                         << 2 << int(ErrorCode::Invalid);
        QTest::newRow("not one statement")
            << QStringList{u"capture"_s} + as(u"tablet"_s) << 2 << int(ErrorCode::Invalid);
        const QStringList capture{u"capture"_s, u"--statement"_s, u"saw: a torn tent"_s};
        QTest::newRow("a word too many") << capture + QStringList{u"--where"_s, u"Brick"_s, u"Lane"_s} + as(u"tablet"_s)
                                         << 2 << 0;
        QTest::newRow("a word where none belongs") << QStringList{u"sync"_s, u"now"_s} + as(u"tablet"_s) << 2 << 0;
        QTest::newRow("two ids") << QStringList{u"show"_s, m_concern, m_concern} + as(u"tablet"_s) << 2 << 0;
        QTest::newRow("danger maybe") << capture + QStringList{u"--danger"_s, u"maybe"_s} + as(u"tablet"_s) << 2
                                      << int(ErrorCode::Invalid);
        QTest::newRow("no number") << QStringList{u"list"_s, u"--limit"_s, u"abc"_s} + as(u"tablet"_s) << 2 << 0;
        QTest::newRow("no number of seconds")
            << QStringList{u"approve"_s, u"--code"_s, u"ABCDE-FGHJK-MNPQR-STVWX"_s, u"--wait"_s, u"long"_s} +
                   as(u"laptop"_s)
            << 2 << 0;
        QTest::newRow("a name that paints")
            << QStringList{u"invite"_s, u"--name"_s, u"Tablet\x1b[2J"_s} + as(u"laptop"_s) << 2 << 0;
        QTest::newRow("a name of two lines") << QStringList{u"enrol"_s, u"--code"_s, u"ABCDE-FGHJK-MNPQR-STVWX"_s,
                                                            u"--person"_s, u"Rowan\nIts four words: a b c d"_s} +
                                                    as(u"new"_s)
                                             << 2 << 0;
        QTest::newRow("a name that turns round")
            << QStringList{u"enrol"_s, u"--code"_s, u"ABCDE-FGHJK-MNPQR-STVWX"_s, u"--person"_s, u"Rowan\u202e"_s} +
                   as(u"new"_s)
            << 2 << 0;
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

    void nothingOfPeopleSteersATerminal()
    {
        const QString text = u"a \x1b[2Jtorn\x07 tent \u202egnol\u009b1A"_s;
        const QString where = u"Lock\nSaved on this device: forged"_s;
        const Ran saved = run({u"capture"_s, u"--statement"_s, u"saw: "_s + text, u"--where"_s, where}, u"tablet"_s);
        QVERIFY2(saved.exitCode == 0, saved.err.constData());
        const QString id = saved.json().value("concern"_L1).toString();
        QStringList plain = as(u"tablet"_s);
        plain.removeLast(); // --json
        for (const QStringList &command :
             {QStringList{u"show"_s, id}, QStringList{u"list"_s}, QStringList{u"search"_s, u"torn"_s}}) {
            const Ran ran = m_world.ctl(command + plain);
            QCOMPARE(ran.exitCode, 0);
            for (const QChar c : QString::fromUtf8(ran.out + ran.err))
                QVERIFY2(c == u'\n' || (c >= u' ' && (c < QChar(0x7f) || c > QChar(0x9f)) && c != QChar(0x202e)),
                         ran.out.constData());
            QVERIFY(!ran.out.contains("\nSaved on this device"));
        }
        const Ran exact = run({u"show"_s, id}, u"tablet"_s);
        QVERIFY(!exact.out.contains('\x1b') && !QString::fromUtf8(exact.out).contains(QChar(0x202e)));
        QCOMPARE(exact.json().value("where"_L1).toString(), where);
        const QJsonArray statements = exact.json().value("statements"_L1).toArray();
        QCOMPARE(statements.first().toObject().value("text"_L1).toString(), text);
    }

    void whatIsNotUtf8IsNotGuessedAt()
    {
        const Ran note = run({u"capture"_s}, u"tablet"_s, "saw: a man called Jos\xe9\n");
        QVERIFY2(note.exitCode == 2 && note.err.contains("UTF-8"), note.err.constData());
        QFile file(m_world.path(u"latin1"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("practice kettle under the bridg\xe9\n");
        file.close();
        const Ran opened =
            m_world.ctl({u"list"_s, u"--data"_s, m_world.path(u"tablet"_s), u"--passphrase-file"_s, file.fileName()});
        QVERIFY2(opened.exitCode == 1 && opened.err.contains("UTF-8"), opened.err.constData());
    }

    void anAnswerThatIsLostIsNoSuccess_data()
    {
        QTest::addColumn<QString>("redirection");
        QTest::newRow("closed") << u">&-"_s;
        if (QFile::exists(u"/dev/full"_s))
            QTest::newRow("full") << u">/dev/full"_s;
    }
    void anAnswerThatIsLostIsNoSuccess()
    {
        QFETCH(const QString, redirection);
        const QStringList notes{u"list"_s};
        const qsizetype before = run(notes, u"tablet"_s).json().value("concerns"_L1).toArray().size();
        QProcess shell;
        shell.start(u"/bin/sh"_s, QStringList{u"-c"_s, u"exec \"$0\" \"$@\" "_s + redirection,
                                              QStringLiteral(SAFELIGHT_BIN_DIR "/safelight-ctl"), u"capture"_s,
                                              u"--statement"_s, u"saw: a lamp in the weir house"_s} +
                                      as(u"tablet"_s));
        QVERIFY(shell.waitForFinished(60'000));
        const QByteArray said = shell.readAllStandardError();
        QCOMPARE(shell.exitCode(), 1);
        QVERIFY2(said.contains("IS saved") && said.contains("concern "), said.constData());
        QCOMPARE(run(notes, u"tablet"_s).json().value("concerns"_L1).toArray().size(), before + 1);
    }

    /// As the window does: the device file is made again, and gets back what it knew.
    void aLostDeviceFileComesBackFromTheVault()
    {
        const QDir tablet(m_world.path(u"tablet"_s));
        for (const QString &name : tablet.entryList({u"device.db*"_s}, QDir::Files))
            QVERIFY(QFile::remove(tablet.filePath(name)));
        const Ran saved =
            run({u"capture"_s, u"--person"_s, u"Bartosz Nowak"_s}, u"tablet"_s, "saw: a wet sleeping bag\n");
        QVERIFY2(saved.exitCode == 0, saved.err.constData());
        const Ran sent = run({u"sync"_s, u"--person"_s, u"Bartosz Nowak"_s}, u"tablet"_s);
        QVERIFY2(sent.exitCode == 0, sent.err.constData());
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
