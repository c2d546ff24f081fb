// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/main/deviceapp.h"

#include <QTemporaryDir>

namespace safelight
{

/// Somewhere to learn without a login (experience.md section 5): a window of its own over an invented person in an
/// organisation of their own, with a store that is thrown away and no service. GUI thread.
class PracticeRoom final : public QObject
{
    Q_OBJECT
public:
    /// All of it outlives the room. Of `like` the room takes window, theme, and what the platform gives; never data.
    PracticeRoom(Clock &clock, Random &random, const DeviceAppOptions &like, QObject *parent = nullptr);
    ~PracticeRoom() override;

    /// Makes the person on a worker, then opens the window and unlocks it. opened() or failed() follows.
    void begin();

    [[nodiscard]] DeviceApp *app() const { return m_app.get(); }

Q_SIGNALS:
    void opened();
    /// Nothing was opened, in words for people.
    void failed(const QString &problem);
    /// Somebody left, or closed the window: the room can go.
    void left();

private:
    void open(const QString &passphrase);
    void unlockOnce();

    Clock &m_clock;
    Random &m_random;
    DeviceAppOptions m_options;
    QTemporaryDir m_folder;
    std::shared_ptr<KeyStore> m_keys; ///< in memory: what they open is thrown away with the room
    QString m_passphrase;             ///< invented, and shown on the page
    std::unique_ptr<DeviceApp> m_app;
};

} // namespace safelight
