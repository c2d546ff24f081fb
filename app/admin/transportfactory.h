// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/transport/transport.h"

#include <functional>

namespace safelight
{

/// Makes the way to a service whose address is only known at run time (typed, or read from a QR code). app/main hands
/// in makeHttpsTransport; tests hand in one that reaches a service in the same process.
using TransportFactory = std::function<std::unique_ptr<Transport>(const ServiceAddress &, InstallLogin)>;

} // namespace safelight
