// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace safelight::testing
{

/// How one run of safelight-ctl ended.
struct Ran {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    /// The one JSON object on standard output, or the last of several lines.
    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] int errorCode() const; ///< of {"error": {"code": n}}, 0 when there is none
};

/// The built safelight-service on a free loopback port, with a folder and a root key of its own, made with the built
/// safelight-ctl. Real TLS.
class Programs
{
public:
    Programs();
    ~Programs();

    /// True when the service answers.
    [[nodiscard]] bool start();
    /// Ends the service; start() brings it back on the same port with the same data.
    void stop();

    [[nodiscard]] Ran ctl(const QStringList &arguments, const QByteArray &input = {}) const;
    /// A run that goes on while the test does other things. Standard output is read line by line.
    [[nodiscard]] std::unique_ptr<QProcess> ctlRunning(const QStringList &arguments) const;

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString url() const { return QStringLiteral("https://localhost:%1").arg(m_port); }
    [[nodiscard]] QString caFile() const { return path(QStringLiteral("service/tls/ca.pem")); }
    [[nodiscard]] QString pin() const { return m_pin; }
    [[nodiscard]] QString rootPk() const { return m_rootPk; }
    /// --service-url, --ca-file and --pin.
    [[nodiscard]] QStringList serviceOptions() const;
    /// A file that holds this passphrase.
    [[nodiscard]] QString passphraseFile(const QString &passphrase) const;

private:
    QTemporaryDir m_folder;
    QProcess m_service;
    QString m_pin;
    QString m_rootPk;
    int m_port = 0;
};

} // namespace safelight::testing
