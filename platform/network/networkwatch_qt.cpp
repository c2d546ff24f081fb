// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/network/networkwatch.h"

#include <QNetworkInformation>

namespace safelight
{
namespace
{

class QtNetworkWatch final : public NetworkWatch
{
public:
    void begin() override
    {
        if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
            return;
        connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
                [this](QNetworkInformation::Reachability now) {
                    // A service may be in the local network, so Online is not asked for.
                    if (now != QNetworkInformation::Reachability::Disconnected &&
                        now != QNetworkInformation::Reachability::Unknown)
                        Q_EMIT returned();
                });
    }
};

} // namespace

std::unique_ptr<NetworkWatch> makeNetworkWatch() { return std::make_unique<QtNetworkWatch>(); }

} // namespace safelight
