// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

namespace safelight
{

/// Says when there is a network again, so that what waits goes out then and not at the end of a long pause. A hint
/// only: whether the service answers is found out by asking it.
class NetworkWatch : public QObject
{
    Q_OBJECT
public:
    /// Asks the system from now on. Once; it loads a plugin, so after the first frame.
    virtual void begin() = 0;

Q_SIGNALS:
    void returned();
};

/// That of the system, through QNetworkInformation. Where Qt has no backend for the system it never says anything.
[[nodiscard]] std::unique_ptr<NetworkWatch> makeNetworkWatch();

} // namespace safelight
