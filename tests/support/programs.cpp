// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/programs.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QUrl>

namespace safelight::testing
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPatienceMs = 60'000;

QString program(const char *name) { return QString::fromLatin1(SAFELIGHT_BIN_DIR "/") + QLatin1String(name); }

Ran finish(QProcess &process)
{
    process.closeWriteChannel();
    if (!process.waitForFinished(kPatienceMs)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), "did not end in time"};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

QJsonObject Ran::json() const
{
    const QList<QByteArray> lines = out.trimmed().split('\n');
    return QJsonDocument::fromJson(lines.last()).object();
}

int Ran::errorCode() const { return json().value("error"_L1).toObject().value("code"_L1).toInt(); }

Programs::Programs()
{
    const Ran keys = ctl({u"org"_s, u"keys"_s, u"--root-file"_s, path(u"root.key"_s), u"--recovery-file"_s,
                          path(u"recovery.key"_s), u"--json"_s});
    m_rootPk = keys.json().value("root_pk"_L1).toString();
    QProcess init;
    init.start(program("safelight-service"),
               {u"init"_s, u"--data"_s, path(u"service"_s), u"--root-key"_s, m_rootPk, u"--name"_s, u"localhost"_s});
    const QList<QByteArray> lines = finish(init).out.split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("pin "))
            m_pin = QString::fromLatin1(line.mid(4).trimmed());
    }
}

Programs::~Programs() { stop(); }

bool Programs::start()
{
    m_service.start(program("safelight-service"), {u"serve"_s, u"--data"_s, path(u"service"_s), u"--listen"_s,
                                                   u"127.0.0.1:%1"_s.arg(m_port), u"--rate-limit"_s, u"0"_s});
    while (m_service.waitForReadyRead(kPatienceMs)) {
        const QByteArray line = m_service.readLine().trimmed();
        if (line.startsWith("listening ")) {
            m_port = QUrl(QString::fromLatin1(line.mid(10))).port();
            return m_port > 0;
        }
    }
    return false;
}

void Programs::stop()
{
    if (m_service.state() == QProcess::NotRunning)
        return;
    m_service.terminate();
    if (!m_service.waitForFinished(kPatienceMs)) {
        m_service.kill();
        m_service.waitForFinished();
    }
}

Ran Programs::ctl(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    process.start(program("safelight-ctl"), arguments);
    process.write(input);
    return finish(process);
}

std::unique_ptr<QProcess> Programs::ctlRunning(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->start(program("safelight-ctl"), arguments);
    return process;
}

QStringList Programs::serviceOptions() const
{
    return {u"--service-url"_s, url(), u"--ca-file"_s, caFile(), u"--pin"_s, m_pin};
}

QString Programs::passphraseFile(const QString &passphrase) const
{
    const QByteArray name = QCryptographicHash::hash(passphrase.toUtf8(), QCryptographicHash::Sha256).toHex().left(8);
    QFile file(path(u"passphrase-"_s + QString::fromLatin1(name)));
    if (!file.exists() && file.open(QIODevice::WriteOnly)) {
        file.write(passphrase.toUtf8() + '\n');
        file.close();
    }
    return file.fileName();
}

} // namespace safelight::testing
