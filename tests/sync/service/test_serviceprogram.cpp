// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/keys.h"
#include "sync/crypto/login.h"
#include "sync/service/certificates.h"
#include "sync/transport/transport.h"
#include "tests/support/await.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace safelight;

/// The built safelight-service, as an administrator meets it.
class TestServiceProgram final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init();
    void initPrintsWhatClientsNeed();
    void initTwiceLeavesEverything();
    void initWithOwnCertificate();
    void servesAndStopsOnSigterm();
    void killedAndStartedAgain();
    void saysHowToMend_data();
    void saysHowToMend();
    void aLostDatabaseIsNotReplaced_data();
    void aLostDatabaseIsNotReplaced();
    void anInterruptedInitGoesOn();
    void ciphersKeepQuiet_data();
    void ciphersKeepQuiet();
    void wrongUsageIsCodeTwo();
    void checkFindsDamage();
    void blocksAndUnblocks();
    void aFailingStoreIsSaid_data();
    void aFailingStoreIsSaid();

private:
    struct Ran {
        int code = -1;
        QString out;
        QString err;
    };
    static Ran run(const QStringList &arguments);
    Ran runInit() const
    {
        return run({u"init"_s, u"--data"_s, data(), u"--root-key"_s, m_root.publicKey().toHex(), u"--name"_s,
                    u"service.example"_s});
    }
    QString data() const { return m_folder->filePath(u"a folder"_s); }
    /// A started service and its first line.
    std::unique_ptr<QProcess> serve(QString &line, qint64 maxFileBytes = 0) const;

    SigningKey m_root = SigningKey::generate();
    std::optional<QTemporaryDir> m_folder;
};

TestServiceProgram::Ran TestServiceProgram::run(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(SERVICE_PROGRAM), arguments);
    if (!process.waitForFinished(20'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

std::unique_ptr<QProcess> TestServiceProgram::serve(QString &line, qint64 maxFileBytes) const
{
    auto process = std::make_unique<QProcess>();
    if (maxFileBytes > 0) {
        process->setChildProcessModifier([maxFileBytes] {
            const rlimit limit{rlim_t(maxFileBytes), rlim_t(maxFileBytes)};
            std::signal(SIGXFSZ, SIG_IGN);
            setrlimit(RLIMIT_FSIZE, &limit);
        });
    }
    process->start(QStringLiteral(SERVICE_PROGRAM), {u"serve"_s, u"--data"_s, data(), u"--listen"_s, u"127.0.0.1:0"_s});
    while (!process->canReadLine() && process->waitForReadyRead(10'000)) {
    }
    line = QString::fromUtf8(process->readLine()).trimmed();
    return process;
}

void TestServiceProgram::init() { m_folder.emplace(); }

void TestServiceProgram::initPrintsWhatClientsNeed()
{
    const Ran ran = runInit();
    QCOMPARE(ran.code, 0);
    const QStringList lines = ran.out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).startsWith(u"initialised /"_s));
    QCOMPARE(lines.at(1), u"ca "_s + data() + u"/tls/ca.pem"_s);
    QFile certificate(data() + u"/tls/server.pem"_s);
    QVERIFY(certificate.open(QIODevice::ReadOnly));
    QCOMPARE(lines.at(2), u"pin "_s + QString::fromLatin1(service::spkiPinOf(certificate.readAll())->toHex()));
    for (const QString &secret : {u"/storage.key"_s, u"/tls/ca.key"_s, u"/tls/server.key"_s, u"/service.db"_s}) {
        const auto permissions = QFile::permissions(data() + secret);
        QVERIFY2(!(permissions & (QFile::ReadGroup | QFile::ReadOther)), qPrintable(secret));
    }
}

void TestServiceProgram::initTwiceLeavesEverything()
{
    QCOMPARE(runInit().code, 0);
    const auto contents = [&] {
        QByteArray all;
        for (const QString &name : {u"/storage.key"_s, u"/tls/server.key"_s, u"/service.db"_s}) {
            QFile file(data() + name);
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    };
    const QByteArray before = contents();
    const Ran again = runInit();
    QCOMPARE(again.code, 1);
    QVERIFY(again.err.contains(u"serve --data"_s));
    QCOMPARE(contents(), before);
}

void TestServiceProgram::initWithOwnCertificate()
{
    service::CertificateSpec spec;
    spec.notBefore = SystemClock().now() - std::chrono::hours(1);
    spec.notAfter = SystemClock().now() + std::chrono::hours(1);
    const auto authority = service::makeAuthority(spec);
    spec.dnsNames = {u"service.example"_s};
    const auto own = service::issueCertificate(spec, *authority);
    for (const auto &[name, bytes] : {std::pair(u"c.pem"_s, own->certificatePem), std::pair(u"k.pem"_s, own->keyPem)}) {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QStringList arguments{u"init"_s,
                          u"--data"_s,
                          data(),
                          u"--root-key"_s,
                          m_root.publicKey().toHex(),
                          u"--name"_s,
                          u"service.example"_s,
                          u"--certificate"_s,
                          m_folder->filePath(u"c.pem"_s),
                          u"--certificate-key"_s,
                          m_folder->filePath(u"absent.pem"_s)};
    QCOMPARE(run(arguments).code, 1);
    arguments.last() = m_folder->filePath(u"k.pem"_s);
    const Ran ran = run(arguments);
    QCOMPARE(ran.code, 0);
    QVERIFY(!ran.out.contains(u"\nca "_s));
    QVERIFY(ran.out.contains(QString::fromLatin1(service::spkiPinOf(own->certificatePem)->toHex())));
}

void TestServiceProgram::servesAndStopsOnSigterm()
{
    const Ran made = runInit();
    QString line;
    const auto process = serve(line);
    QVERIFY2(line.startsWith(u"listening https://127.0.0.1:"_s), qPrintable(line));
    QFile ca(data() + u"/tls/ca.pem"_s);
    QVERIFY(ca.open(QIODevice::ReadOnly));
    const QByteArray pin = QByteArray::fromHex(made.out.section(u"pin "_s, 1).trimmed().toLatin1());
    const auto transport =
        makeHttpsTransport({QUrl(line.section(u' ', 1)), ca.readAll(), {pin}}, {InstallId{}, SigningKey::generate()});
    QCOMPARE(test::await(transport->invite(Lookup{})).error().code, ErrorCode::NotFound);
    // A login from the printed address is measured against the origins; nobody by this name, but no Malformed.
    QCOMPARE(test::await(transport->sync({0, 0, {Ask{}}})).error().code, ErrorCode::Unauthorised);

    const Ran second = run({u"serve"_s, u"--data"_s, data(), u"--listen"_s, u"127.0.0.1:0"_s});
    QCOMPARE(second.code, 1);
    QVERIFY(second.err.contains(u"another safelight-service"_s));

    ::kill(pid_t(process->processId()), SIGTERM);
    QVERIFY(process->waitForFinished(15'000));
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 0);
    QCOMPARE(run({u"check"_s, u"--data"_s, data()}).out, u"good\n"_s);
}

void TestServiceProgram::killedAndStartedAgain()
{
    QCOMPARE(runInit().code, 0);
    for (int i = 0; i < 3; ++i) {
        QString line;
        const auto process = serve(line);
        QVERIFY(line.startsWith(u"listening "_s));
        process->kill();
        QVERIFY(process->waitForFinished(10'000));
    }
    QCOMPARE(run({u"check"_s, u"--data"_s, data()}).code, 0);
}

void TestServiceProgram::saysHowToMend_data()
{
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<QString>("mend");
    const auto row = [](const char *trouble, const char *mend) {
        QTest::newRow(trouble) << QString::fromLatin1(trouble) << QString::fromLatin1(mend);
    };
    row("no folder", "safelight-service init");
    row("no key", "put the file back");
    row("half a key", "64 hex digits");
    row("another key", "put the right one back");
    row("damaged file", "restore service.db");
    row("no certificate", "Put back server.pem and server.key");
    row("garbage certificate", "Put back server.pem and server.key");
    row("port in use", "choose another port");
    row("foreign address", "no such address");
}

void TestServiceProgram::saysHowToMend()
{
    QFETCH(const QString, trouble);
    QFETCH(const QString, mend);
    const auto overwrite = [&](const QString &name, const QByteArray &bytes) {
        QFile file(data() + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    QString listen = u"127.0.0.1:0"_s;
    QTcpServer taken;
    if (trouble != u"no folder"_s)
        QCOMPARE(runInit().code, 0);
    if (trouble == u"no key"_s)
        QVERIFY(QFile::remove(data() + u"/storage.key"_s));
    if (trouble == u"half a key"_s)
        overwrite(u"/storage.key"_s, "abcd");
    if (trouble == u"another key"_s)
        overwrite(u"/storage.key"_s, QByteArray(64, 'a'));
    if (trouble == u"damaged file"_s)
        overwrite(u"/service.db"_s, QByteArray(8192, 'x'));
    if (trouble == u"no certificate"_s)
        QVERIFY(QFile::remove(data() + u"/tls/server.pem"_s));
    if (trouble == u"garbage certificate"_s)
        overwrite(u"/tls/server.pem"_s, "x");
    if (trouble == u"port in use"_s) {
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        listen = u"127.0.0.1:%1"_s.arg(taken.serverPort());
    }
    if (trouble == u"foreign address"_s)
        listen = u"192.0.2.1:0"_s;
    const Ran ran = run({u"serve"_s, u"--data"_s, data(), u"--listen"_s, listen});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains(mend), qPrintable(ran.err));
    QVERIFY(ran.out.isEmpty());
}

void TestServiceProgram::aLostDatabaseIsNotReplaced_data()
{
    QTest::addColumn<QString>("loss");
    QTest::addColumn<QString>("command");
    for (const char *loss : {"removed", "empty", "zeros", "only certificates left", "empty, only the key left"}) {
        for (const char *command : {"check", "serve", "block", "init"})
            QTest::addRow("%s, %s", loss, command) << QString::fromLatin1(loss) << QString::fromLatin1(command);
    }
}

void TestServiceProgram::aLostDatabaseIsNotReplaced()
{
    QFETCH(const QString, loss);
    QFETCH(const QString, command);
    QCOMPARE(runInit().code, 0);
    const QString database = data() + u"/service.db"_s;
    const qint64 size = QFileInfo(database).size();
    QVERIFY(QFile::remove(database));
    if (loss == u"empty"_s || loss == u"zeros"_s || loss.startsWith(u"empty,"_s)) {
        QFile file(database);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(loss == u"zeros"_s ? size : 0));
    }
    if (loss == u"only certificates left"_s)
        QVERIFY(QFile::remove(data() + u"/storage.key"_s));
    if (loss.endsWith(u"only the key left"_s))
        QVERIFY(QDir(data() + u"/tls"_s).removeRecursively());
    const auto inventory = [&] {
        QStringList files;
        QDirIterator all(data(), QDir::Files, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            if (file.open(QIODevice::ReadOnly))
                files << file.fileName() + u' ' + QString::fromLatin1(file.readAll().toHex());
        }
        files.sort();
        return files;
    };
    const QStringList before = inventory();
    Ran ran;
    if (command == u"init"_s)
        ran = runInit();
    else if (command == u"serve"_s)
        ran = run({command, u"--data"_s, data(), u"--listen"_s, u"127.0.0.1:0"_s});
    else if (command == u"block"_s)
        ran = run({command, u"--data"_s, data(), u"--installation"_s, QString(32, u'0')});
    else
        ran = run({command, u"--data"_s, data()});
    QCOMPARE(ran.code, 1);
    QVERIFY(ran.out.isEmpty());
    QVERIFY2(ran.err.contains(u"restore service.db from the last"_s), qPrintable(ran.err));
    QCOMPARE(inventory(), before);
}

/// Killed anywhere, init is run again and goes on. What it has made until then is not a service that was lost.
void TestServiceProgram::anInterruptedInitGoesOn()
{
    for (int i = 0; i < 12; ++i) {
        QProcess process;
        process.start(QStringLiteral(SERVICE_PROGRAM), {u"init"_s, u"--data"_s, data(), u"--root-key"_s,
                                                        m_root.publicKey().toHex(), u"--name"_s, u"service.example"_s});
        QVERIFY(process.waitForStarted());
        QTest::qSleep(3 * i);
        process.kill();
        QVERIFY(process.waitForFinished(10'000));
    }
    const Ran ran = runInit();
    QVERIFY2(ran.code == 0 || ran.err.contains(u"initialised before"_s), qPrintable(ran.err));
    QVERIFY(!QFile::exists(data() + u"/init.unfinished"_s));
    QCOMPARE(run({u"check"_s, u"--data"_s, data()}).out, u"good\n"_s);
    // Between the key and the database, made by hand: the mark is what lets it go on.
    QVERIFY(QFile::remove(data() + u"/service.db"_s));
    QCOMPARE(runInit().code, 1);
    QFile mark(data() + u"/init.unfinished"_s);
    QVERIFY(mark.open(QIODevice::WriteOnly));
    mark.close();
    QVERIFY(run({u"check"_s, u"--data"_s, data()}).err.contains(u"Run it again"_s));
    QCOMPARE(runInit().code, 0);
    QVERIFY(!mark.exists());
    // Killed after the last step but one: serving ends the matter.
    QVERIFY(mark.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QString line;
    const auto process = serve(line);
    QVERIFY(line.startsWith(u"listening "_s));
    QVERIFY(!mark.exists());
    process->kill();
    QVERIFY(process->waitForFinished(10'000));
}

void TestServiceProgram::ciphersKeepQuiet_data()
{
    QTest::addColumn<bool>("otherKey");
    QTest::newRow("another key") << true;
    QTest::newRow("damaged page") << false;
}

/// The database library's own lines help nobody who runs a service, and tell of its inside.
void TestServiceProgram::ciphersKeepQuiet()
{
    QFETCH(const bool, otherKey);
    QCOMPARE(runInit().code, 0);
    QFile file(data() + (otherKey ? u"/storage.key"_s : u"/service.db"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(otherKey || file.seek(file.size() - 2000));
    file.write(otherKey ? QByteArray(64, 'a') : QByteArray("flip"));
    file.close();
    const Ran ran = run({u"check"_s, u"--data"_s, data()});
    QCOMPARE(ran.code, 1);
    QVERIFY2(!ran.err.contains(u"sqlcipher"_s, Qt::CaseInsensitive) && !ran.err.contains(u"ERROR"_s),
             qPrintable(ran.err));
}

void TestServiceProgram::wrongUsageIsCodeTwo()
{
    QCOMPARE(run({}).code, 2);
    QCOMPARE(run({u"dance"_s}).code, 2);
    QCOMPARE(run({u"init"_s, u"--data"_s, data()}).code, 2);
    QCOMPARE(run({u"init"_s, u"--data"_s, data(), u"--name"_s, u"x"_s, u"--root-key"_s, u"abc"_s}).code, 2);
    QCOMPARE(run({u"serve"_s, u"--data"_s, data(), u"--listen"_s, u"nonsense"_s}).code, 2);
    QCOMPARE(run({u"serve"_s, u"--no-such-option"_s}).code, 2);
    QCOMPARE(run({u"serve"_s, u"--help"_s}).code, 0);
    QVERIFY(!QFile::exists(data()));
}

void TestServiceProgram::checkFindsDamage()
{
    QCOMPARE(runInit().code, 0);
    QFile file(data() + u"/service.db"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() - 2000));
    file.write("flip");
    file.close();
    const Ran ran = run({u"check"_s, u"--data"_s, data()});
    QCOMPARE(ran.code, 1);
    QVERIFY(ran.err.contains(u"restore service.db"_s));
    QVERIFY(ran.err.contains(u"must be invited again"_s)); // no promise that does not hold
}

void TestServiceProgram::blocksAndUnblocks()
{
    QCOMPARE(runInit().code, 0);
    const DeviceKeys keys = DeviceKeys::generate();
    const SigningKey login = SigningKey::generate();
    InstallId install;
    install.bytes.fill(std::byte{7});
    const DevicePublic id = keys.publicKeys();
    SetupRequest request{install, login.publicKey(), id.id, id.signPk, id.boxPk, {}};
    request.rootSignature = signSetup(m_root, request);
    const auto codeOfSync = [&](bool enrol) {
        QString line;
        const auto process = serve(line);
        QFile ca(data() + u"/tls/ca.pem"_s);
        if (!ca.open(QIODevice::ReadOnly))
            return ErrorCode::Damaged;
        SigningSeed seed = login.seed().clone();
        const auto transport =
            makeHttpsTransport({QUrl(line.section(u' ', 1)), ca.readAll(), {}}, {install, SigningKey(std::move(seed))});
        if (enrol && !test::await(transport->setup(request)))
            return ErrorCode::Invalid;
        const auto answer = test::await(transport->sync({0, 0, {Ask{}}}));
        ::kill(pid_t(process->processId()), SIGTERM);
        process->waitForFinished(15'000);
        return answer ? ErrorCode::Cancelled : answer.error().code; // Cancelled stands for: no error at all
    };
    const auto command = [&](const QString &name, const QString &hex) {
        return run({name, u"--data"_s, data(), u"--installation"_s, hex});
    };
    QCOMPARE(codeOfSync(true), ErrorCode::Cancelled);
    QCOMPARE(command(u"block"_s, install.toHex()).out, u"blocked "_s + install.toHex() + u'\n');
    QCOMPARE(codeOfSync(false), ErrorCode::Forbidden);
    QCOMPARE(command(u"unblock"_s, install.toHex()).code, 0);
    QCOMPARE(codeOfSync(false), ErrorCode::Cancelled);
    QCOMPARE(command(u"block"_s, QString(32, u'0')).code, 1); // nobody of that name
    QCOMPARE(command(u"block"_s, u"abc"_s).code, 2);
}

void TestServiceProgram::aFailingStoreIsSaid_data()
{
    QTest::addColumn<bool>("damaged");
    QTest::addColumn<QString>("mend");
    QTest::newRow("cannot be written") << false << u"Check the disk"_s;
    QTest::newRow("damaged pages") << true << u"Stop the service, keep a copy of the folder, and run"_s;
}

/// Whoever runs the service hears of it from the service, once, with what to do.
void TestServiceProgram::aFailingStoreIsSaid()
{
    QFETCH(const bool, damaged);
    QFETCH(const QString, mend);
    QCOMPARE(runInit().code, 0);
    const qint64 size = QFileInfo(data() + u"/service.db"_s).size();
    QString line;
    const auto process = serve(line, damaged ? 0 : size / 8);
    QVERIFY(line.startsWith(u"listening "_s));
    if (damaged) {
        QFile file(data() + u"/service.db"_s);
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 page = 4096; page < size; page += 4096) {
            QVERIFY(file.seek(page + 1000));
            file.write("flip");
        }
    }
    QFile ca(data() + u"/tls/ca.pem"_s);
    QVERIFY(ca.open(QIODevice::ReadOnly));
    const QUrl url(line.section(u' ', 1));
    const QByteArray authority = ca.readAll();
    const auto health = [&] {
        QSslSocket socket;
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(QSslCertificate::fromData(authority, QSsl::Pem));
        socket.setSslConfiguration(tls);
        socket.connectToHostEncrypted(url.host(), quint16(url.port()));
        if (!socket.waitForEncrypted(5000))
            return QByteArray();
        socket.write("GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        while (!socket.canReadLine() && socket.waitForReadyRead(5000)) {
        }
        return socket.readLine().mid(9, 3);
    };
    if (!damaged)
        QCOMPARE(health(), QByteArray("200"));
    for (int i = 0; i < 5; ++i) {
        const DeviceKeys keys = DeviceKeys::generate();
        const SigningKey login = SigningKey::generate();
        InstallId install;
        install.bytes.fill(std::byte(i + 1));
        const DevicePublic id = keys.publicKeys();
        SetupRequest request{install, login.publicKey(), id.id, id.signPk, id.boxPk, {}};
        request.rootSignature = signSetup(m_root, request);
        SigningSeed seed = login.seed().clone();
        const auto transport = makeHttpsTransport({url, authority, {}}, {install, SigningKey(std::move(seed))});
        QVERIFY(!test::await(transport->setup(request)));
    }
    QCOMPARE(health(), QByteArray("503"));
    ::kill(pid_t(process->processId()), SIGTERM);
    QVERIFY(process->waitForFinished(15'000));
    const QString said = QString::fromUtf8(process->readAllStandardError());
    QVERIFY2(said.count(mend) == 1, qPrintable(said));
    QVERIFY2(!said.contains(u"sqlcipher"_s), qPrintable(said));
    QCOMPARE(said.count(u'\n'), 2); // that line, and "stopping"
}

QTEST_GUILESS_MAIN(TestServiceProgram)
#include "test_serviceprogram.moc"
