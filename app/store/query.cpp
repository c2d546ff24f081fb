// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/query.h"

#include <sqlcipher/sqlite3.h>

namespace safelight
{

void Query::bind(const QByteArray &bytes)
{
    m_statement->bind(++m_bound, static_cast<const void *>(bytes.constData()), int(bytes.size()));
}
void Query::bind(ByteView bytes)
{
    static constexpr std::byte kNothing{};
    m_statement->bind(++m_bound, static_cast<const void *>(bytes.empty() ? &kNothing : bytes.data()),
                      int(bytes.size()));
}
void Query::bind(const QString &text) { m_statement->bind(++m_bound, text.toStdString()); }

QByteArrayView Query::viewAt(int column) const
{
    const SQLite::Column value = m_statement->getColumn(column);
    const void *data = value.getBlob(); // before the size, as SQLite asks
    return {static_cast<const char *>(data), qsizetype(value.getBytes())};
}
QByteArray Query::bytes(int column) const { return viewAt(column).toByteArray(); }
QString Query::text(int column) const { return QString::fromUtf8(viewAt(column)); }

void Query::copySecret(int column, std::span<std::byte> out) const
{
    const QByteArrayView from = viewAt(column);
    if (from.size() != qsizetype(out.size()))
        throwDamaged();
    std::memcpy(out.data(), from.data(), out.size());
}

void Query::throwDamaged() { throw SQLite::Exception("damaged", SQLITE_CORRUPT); }

} // namespace safelight
