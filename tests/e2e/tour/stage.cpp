// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/tour/stage.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace safelight::tour
{

namespace
{

/// Passes everything on to the real transport and keeps a copy of what is sent.
class RecordingTransport final : public Transport
{
public:
    RecordingTransport(std::unique_ptr<Transport> inner, Wire wire)
        : m_inner(std::move(inner))
        , m_wire(std::move(wire))
    {
    }

    Reply<SyncResponse> sync(const SyncRequest &request) override
    {
        *m_wire += encode(request);
        return m_inner->sync(request);
    }
    Reply<std::monostate> setup(const SetupRequest &request) override { return m_inner->setup(note(request)); }
    Reply<std::monostate> createInvite(const InviteRequest &request) override
    {
        return m_inner->createInvite(note(request));
    }
    Reply<InviteState> invite(const Lookup &lookup) override { return m_inner->invite(lookup); }
    Reply<std::monostate> claim(const Lookup &lookup, const ClaimRequest &request) override
    {
        return m_inner->claim(lookup, note(request));
    }
    Reply<std::monostate> welcome(const Lookup &lookup, const WelcomeRequest &request) override
    {
        return m_inner->welcome(lookup, note(request));
    }
    void interrupt() override { m_inner->interrupt(); }

private:
    template <class Message>
    const Message &note(const Message &message)
    {
        *m_wire += encode(message);
        return message;
    }
    std::unique_ptr<Transport> m_inner;
    Wire m_wire;
};

constexpr auto kProgramLimit = std::chrono::seconds(60);

} // namespace

Seat::Seat(QString name, const QString &dataFolder, QSize window, Wire wire, Clock &clock, Random &random)
    : m_name(std::move(name))
    , m_dataFolder(dataFolder)
    , m_size(window)
    , m_wire(std::move(wire))
    , m_clock(clock)
    , m_random(random)
    , m_keys(QDir(dataFolder).filePath(u"keys"_s))
{
}

QString Seat::start()
{
    DeviceAppOptions options;
    options.dataFolder = m_dataFolder;
    options.window = m_size;
    options.practice = true;
    options.transports = [wire = m_wire](const ServiceAddress &address, InstallLogin login) {
        return std::make_unique<RecordingTransport>(makeHttpsTransport(address, std::move(login)), wire);
    };
    m_app = std::make_unique<DeviceApp>(m_clock, m_random, m_keys, options);
    bool ready = false;
    QObject::connect(m_app.get(), &DeviceApp::ready, m_app.get(), [&ready] { ready = true; });
    if (!m_app->start())
        return u"the window could not be made"_s;
    if (!QTest::qWaitFor([&ready] { return ready; }, int(std::chrono::milliseconds(kProgramLimit).count())))
        return u"the program did not become ready"_s;
    m_person = std::make_unique<test::Person>(m_app->window());
    m_person->sitDown();
    return m_app->trouble();
}

void Seat::close()
{
    m_person.reset();
    m_app.reset();
}

void Seat::resize(QSize size) { m_app->window()->resize(size); }

Stage::Stage(QString programs, QString folder)
    : m_programs(std::move(programs))
    , m_folder(std::move(folder))
    , m_wire(std::make_shared<QByteArray>())
    , laptop(u"laptop"_s, path(u"laptop"_s), {1440, 900}, m_wire, m_clock, m_random)
    , tablet(u"tablet"_s, path(u"tablet"_s), {800, 1280}, m_wire, m_clock, m_random)
    , kiosk(u"kiosk"_s, path(u"kiosk"_s), {1280, 800}, m_wire, m_clock, m_random)
{
}

Stage::~Stage()
{
    laptop.close();
    tablet.close();
    kiosk.close();
    stopService();
}

QString Stage::ctl(const QStringList &arguments, QByteArray *output)
{
    QProcess process;
    process.start(program(u"safelight-ctl"_s), arguments);
    if (!process.waitForFinished(int(std::chrono::milliseconds(kProgramLimit).count())))
        return u"safelight-ctl did not end"_s;
    if (output)
        *output = process.readAllStandardOutput();
    return process.exitCode() == 0 ? QString() : QString::fromUtf8(process.readAllStandardError()).trimmed();
}

QString Stage::makeKeysAndService()
{
    QByteArray said;
    const QString failed = ctl({u"org"_s, u"keys"_s, u"--root-file"_s, path(u"root.key"_s), u"--recovery-file"_s,
                                path(u"recovery.key"_s), u"--json"_s},
                               &said);
    if (!failed.isEmpty())
        return failed;
    const QString rootKey = QJsonDocument::fromJson(said).object().value(u"root_pk"_s).toString();
    QProcess init;
    init.start(program(u"safelight-service"_s),
               {u"init"_s, u"--data"_s, path(u"service"_s), u"--root-key"_s, rootKey, u"--name"_s, u"127.0.0.1"_s});
    if (!init.waitForFinished() || init.exitCode() != 0)
        return QString::fromUtf8(init.readAllStandardError());
    return {};
}

QString Stage::startService()
{
    m_service.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const QString port = m_url.isEmpty() ? u"0"_s : QString::number(QUrl(m_url).port()); // the same address again
    m_service.start(program(u"safelight-service"_s),
                    {u"serve"_s, u"--data"_s, path(u"service"_s), u"--listen"_s, u"127.0.0.1:"_s + port});
    while (!m_service.canReadLine()) {
        if (!m_service.waitForReadyRead())
            return u"the service did not start"_s;
    }
    m_url = QString::fromUtf8(m_service.readLine()).trimmed().section(u' ', 1);
    return {};
}

void Stage::stopService()
{
    if (m_service.state() == QProcess::NotRunning)
        return;
    m_service.terminate();
    m_service.waitForFinished();
}

QStringList Stage::serviceArguments() const
{
    return {u"--service-url"_s, m_url, u"--ca-file"_s, path(u"service/tls/ca.pem"_s)};
}

QString Stage::passphraseFile(const QString &name, const QString &passphrase)
{
    QFile file(path(name + u".passphrase"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(passphrase.toUtf8() + '\n');
    return file.fileName();
}

} // namespace safelight::tour
