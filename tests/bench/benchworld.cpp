// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchworld.h"

#include "app/forms/formcatalogue.h"
#include "tests/bench/figures.h"

#include <QDir>
#include <QDirIterator>
#include <QEventLoop>
#include <QFile>

namespace safelight::bench
{

namespace
{

ConcernRules rulesOrGiveUp()
{
    Result<FormCatalogue> catalogue = FormCatalogue::builtIn();
    if (!catalogue)
        giveUp(QStringLiteral("the form definitions do not load"));
    Result<ConcernRules> rules = ConcernRules::from(*catalogue);
    if (!rules)
        giveUp(QStringLiteral("the rules of a concern do not load"));
    return *std::move(rules);
}

template <class T>
T orGiveUp(Result<T> result, const char *what)
{
    if (!result)
        giveUp(QStringLiteral("%1: SL-%2 %3")
                   .arg(QString::fromLatin1(what))
                   .arg(int(result.error().code))
                   .arg(result.error().detail));
    return std::move(result).value();
}

} // namespace

BenchWorld::BenchWorld(const QString &programs)
    : m_program(programs + QStringLiteral("/safelight-service"))
    , m_folder(QDir::currentPath() + QStringLiteral("/build/bench-XXXXXX"))
    , m_rules(rulesOrGiveUp())
{
    if (!m_folder.isValid())
        giveUp(QStringLiteral("cannot make a folder in build/"));
    found();
}

BenchWorld::~BenchWorld()
{
    m_vault.reset();
    m_device.reset();
    stop();
}

void BenchWorld::stop()
{
    if (m_service.state() == QProcess::NotRunning)
        return;
    m_service.terminate();
    m_service.waitForFinished();
}

void BenchWorld::serve(const QStringList &more)
{
    m_service.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_service.start(m_program, QStringList{QStringLiteral("serve"), QStringLiteral("--data"),
                                           m_folder.filePath(QStringLiteral("service")), QStringLiteral("--rate-limit"),
                                           QStringLiteral("0"), QStringLiteral("--listen"),
                                           QStringLiteral("127.0.0.1:%1").arg(m_port)} +
                                   more);
    while (!m_service.canReadLine()) {
        if (!m_service.waitForReadyRead())
            giveUp(QStringLiteral("the service did not start"));
    }
    m_port = quint16(QUrl(QString::fromUtf8(m_service.readLine()).trimmed().section(u' ', 1)).port());
}

void BenchWorld::alsoAnswerAt(quint16 proxyPort)
{
    stop();
    serve({QStringLiteral("--origin"), QStringLiteral("https://127.0.0.1:%1").arg(proxyPort)});
}

ServiceAddress BenchWorld::addressAt(quint16 port) const
{
    QFile ca(tlsFolder() + QStringLiteral("/ca.pem"));
    if (!ca.open(QIODevice::ReadOnly))
        giveUp(QStringLiteral("the service made no certificate"));
    return {QUrl(QStringLiteral("https://127.0.0.1:%1").arg(port)), ca.readAll(), {}};
}

std::unique_ptr<Transport> BenchWorld::transportAt(quint16 port)
{
    return makeHttpsTransport(addressAt(port), orGiveUp(await(m_device->login()), "login"));
}

void BenchWorld::found()
{
    const QString rootFile = m_folder.filePath(QStringLiteral("root.key"));
    const QString recoveryFile = m_folder.filePath(QStringLiteral("recovery.key"));
    const OrganisationKeys keys = orGiveUp(makeOrganisationKeys(rootFile, recoveryFile), "organisation keys");
    QProcess init;
    init.start(m_program, {QStringLiteral("init"), QStringLiteral("--data"),
                           m_folder.filePath(QStringLiteral("service")), QStringLiteral("--root-key"),
                           keys.root.publicKey().toHex(), QStringLiteral("--name"), QStringLiteral("127.0.0.1")});
    if (!init.waitForFinished() || init.exitCode() != 0)
        giveUp(QStringLiteral("the service's folder could not be made"));
    serve({});

    const QString data = m_folder.filePath(QStringLiteral("laptop"));
    QDir().mkpath(data);
    m_device = orGiveUp(DeviceFile::open(data, DataKey::random()), "device file");
    OrganisationSetUp setUp(
        *m_device,
        [](const ServiceAddress &address, InstallLogin login) { return makeHttpsTransport(address, std::move(login)); },
        m_clock, m_random);
    const SetUpPlan plan{{QStringLiteral("Bench"), QStringLiteral("Team"), QStringLiteral("Desk"),
                          QStringLiteral("Intake"), QStringLiteral("Hub")},
                         QStringLiteral("Robin Bench"),
                         rootFile,
                         recoveryFile,
                         data,
                         addressAt(m_port),
                         {}};
    m_vault = orGiveUp(await(setUp.run(plan, Passphrase(u"a bench needs no secrets"))), "organisation");
}

void BenchWorld::save(const ConcernDraft &draft)
{
    const auto saved =
        m_vault
            ->write([&](WriteTx &tx, Journal &journal, Engine &engine) {
                return concerns::save(tx, journal, engine, m_rules, draft, engine.nextRecord(), toMs(m_clock.now()));
            })
            .takeResult();
    if (!saved)
        giveUp(QStringLiteral("save: SL-%1 %2").arg(int(saved.error().code)).arg(saved.error().detail));
}

void BenchWorld::saveMany(Notes &notes, int count)
{
    constexpr int kPerTransaction = 100;
    for (int done = 0; done < count; done += kPerTransaction) {
        const auto saved = m_vault
                               ->write([&](WriteTx &tx, Journal &journal, Engine &engine) -> Done {
                                   for (int i = done; i < std::min(count, done + kPerTransaction); ++i) {
                                       const auto one = concerns::save(tx, journal, engine, m_rules, notes.next(),
                                                                       engine.nextRecord(), toMs(m_clock.now()));
                                       if (!one)
                                           return one.error();
                                   }
                                   return safelight::done();
                               })
                               .takeResult();
        if (!saved)
            giveUp(QStringLiteral("filling: SL-%1 %2").arg(int(saved.error().code)).arg(saved.error().detail));
    }
}

void BenchWorld::listOwn(int limit)
{
    const DeviceId self = m_vault->owner().device;
    const auto list =
        m_vault->read([&](ReadTx &tx) { return concerns::listOwn(tx, m_rules, self, limit); }).takeResult();
    if (!list)
        giveUp(QStringLiteral("listing failed"));
}

qint64 BenchWorld::vaultBytesWritten() const
{
    qint64 bytes = 0;
    for (QDirIterator it(m_folder.filePath(QStringLiteral("laptop")), QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        it.next();
        bytes += it.fileInfo().size();
    }
    return bytes;
}

} // namespace safelight::bench
