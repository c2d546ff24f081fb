// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslServer>

namespace safelight::bench
{

/// The floor to measure an upload against: TLS with the service's own certificate, reads one HTTP request to its end,
/// answers 204, stores nothing.
class BareSink final : public QSslServer
{
    Q_OBJECT

public:
    explicit BareSink(const QString &tlsFolder);

private:
    void serve();
};

} // namespace safelight::bench
