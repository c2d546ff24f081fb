// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/network/networkwatch.h"

namespace safelight
{

/// The network is back when the test says so.
class FakeNetworkWatch final : public NetworkWatch
{
public:
    void begin() override { m_begun = true; }
    [[nodiscard]] bool hasBegun() const { return m_begun; }
    void comeBack() { Q_EMIT returned(); }

private:
    bool m_begun = false;
};

} // namespace safelight
