// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/syncstore.h"
#include "sync/base/bytes.h"

namespace safelight
{

/// One run of one SQL statement with all its values bound. The text must be a literal: it is the key of the cache of
/// prepared statements. Throws SQLite::Exception; doors wrap their work in caught().
class Query final
{
public:
    template <class... Values>
    Query(ReadTx &tx, std::string_view sql, const Values &...values)
        : Query(tx.database(), sql, values...)
    {
    }
    template <class... Values>
    Query(Database &database, std::string_view sql, const Values &...values)
        : m_database(database)
        , m_sql(sql)
        , m_statement(database.take(sql))
    {
        (bind(values), ...);
    }
    ~Query() { m_database.giveBack(m_sql, std::move(m_statement)); }
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;

    /// Steps to the next row; false at the end.
    [[nodiscard]] bool next() { return m_statement->executeStep(); }
    /// For statements without rows. Returns how many rows changed.
    int run() { return m_statement->exec(); }

    [[nodiscard]] int columns() const { return m_statement->getColumnCount(); }
    [[nodiscard]] bool isNull(int column) const { return m_statement->isColumnNull(column); }
    [[nodiscard]] std::int64_t number(int column) const { return m_statement->getColumn(column).getInt64(); }
    template <class T>
    [[nodiscard]] T numberAs(int column) const
    {
        return static_cast<T>(number(column));
    }
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] QString text(int column) const;
    /// Copies exactly out.size() bytes without a detour through unwiped memory.
    void copySecret(int column, std::span<std::byte> out) const;
    /// Ids. A wrong length cannot get in (CHECK in the schema), so it ends as Damaged.
    template <class Id>
    [[nodiscard]] Id id(int column) const
    {
        const std::optional<Id> found = Id::from(QByteArrayView(viewAt(column)));
        if (!found)
            throwDamaged();
        return *found;
    }
    template <class Id>
    [[nodiscard]] std::optional<Id> optionalId(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional<Id>(id<Id>(column));
    }

private:
    template <class T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
    void bind(T value) { m_statement->bind(++m_bound, static_cast<std::int64_t>(value)); }
    template <std::size_t N, class Tag>
    void bind(const FixedBytes<N, Tag> &id)
    {
        m_statement->bind(++m_bound, static_cast<const void *>(id.bytes.data()), int(N));
    }
    template <class T>
    void bind(const std::optional<T> &value)
    {
        if (value)
            bind(*value);
        else
            m_statement->bind(++m_bound);
    }
    void bind(const QByteArray &bytes);
    void bind(ByteView bytes);
    void bind(const QString &text);

    [[nodiscard]] QByteArrayView viewAt(int column) const;
    [[noreturn]] static void throwDamaged();

    Database &m_database;
    std::string_view m_sql;
    std::unique_ptr<SQLite::Statement> m_statement;
    int m_bound = 0;
};

/// A statement without rows, inside a write. Returns how many rows changed.
template <class... Values>
int execute(WriteTx &tx, std::string_view sql, const Values &...values)
{
    return Query(tx, sql, values...).run();
}

} // namespace safelight
