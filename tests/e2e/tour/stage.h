// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/main/deviceapp.h"
#include "platform/keystore/filekeystore.h"
#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "tests/support/person/person.h"

#include <QDir>
#include <QProcess>

namespace safelight::tour
{

/// What went over the wire inside TLS: every sync request of every device, as bytes.
using Wire = std::shared_ptr<QByteArray>;

/// One device of the tour: the real program, its window, and the person at it.
class Seat
{
public:
    Seat(QString name, const QString &dataFolder, QSize window, Wire wire, Clock &clock, Random &random);

    /// Starts the program on its folder. Empty, or what went wrong.
    [[nodiscard]] QString start();
    /// Ends the program, as closing the window does.
    void close();

    [[nodiscard]] bool isOpen() const { return m_person != nullptr; }
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const QString &dataFolder() const { return m_dataFolder; }
    [[nodiscard]] DeviceApp &app() { return *m_app; }
    [[nodiscard]] test::Person &person() { return *m_person; }
    void resize(QSize size);

private:
    QString m_name;
    QString m_dataFolder;
    QSize m_size;
    Wire m_wire;
    Clock &m_clock;
    Random &m_random;
    FileKeyStore m_keys;
    std::unique_ptr<DeviceApp> m_app;
    std::unique_ptr<test::Person> m_person;
};

/// The organisation, its service (the built program, TLS on loopback) and its three devices.
class Stage
{
public:
    Stage(QString programs, QString folder);
    ~Stage();

    [[nodiscard]] QString makeKeysAndService();
    [[nodiscard]] QString startService();
    void stopService();
    /// `safelight-ctl` with arguments: empty when it went well, else what it said.
    [[nodiscard]] QString ctl(const QStringList &arguments, QByteArray *output = nullptr);
    [[nodiscard]] QStringList serviceArguments() const; ///< --service-url … --ca-file …, for safelight-ctl
    [[nodiscard]] QString path(const QString &name) const { return QDir(m_folder).filePath(name); }
    [[nodiscard]] QString program(const QString &name) const { return QDir(m_programs).filePath(name); }
    [[nodiscard]] const QByteArray &wire() const { return *m_wire; }
    [[nodiscard]] const QString &serviceUrl() const { return m_url; }
    /// Writes a passphrase where safelight-ctl reads it.
    [[nodiscard]] QString passphraseFile(const QString &name, const QString &passphrase);

private:
    QString m_programs;
    QString m_folder;
    Wire m_wire;
    SystemClock m_clock;
    SystemRandom m_random;
    QProcess m_service;
    QString m_url;

public:
    Seat laptop, tablet, kiosk; // made after, and gone before, what they use
};

} // namespace safelight::tour
