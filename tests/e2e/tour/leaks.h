// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace safelight::tour
{

/// Looks for text that must not be readable: as UTF-8, UTF-16, hexadecimal and base64 (at each of its three phases).
class LeakSearch
{
public:
    explicit LeakSearch(const QStringList &secrets);

    /// True when any secret is in these bytes, in any of the forms.
    [[nodiscard]] bool isIn(const QByteArray &bytes) const;
    /// Every file below a folder that contains one. Also counts the bytes that were read, so that an empty search is
    /// seen.
    struct Found {
        QStringList files;
        qint64 bytesRead = 0;
    };
    [[nodiscard]] Found below(const QString &folder) const;

private:
    QList<QByteArray> m_forms;
};

} // namespace safelight::tour
