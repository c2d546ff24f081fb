// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/drafts.h"

#include "app/store/query.h"

namespace safelight::drafts
{

namespace
{
#define DRAFT_COLUMNS "id, type, form_version, content, cursor, changed_at"

Draft draftFrom(const Query &row)
{
    return {row.id<Uuid>(0), row.numberAs<TypeNumber>(1), row.numberAs<quint32>(2), row.bytes(3), row.bytes(4),
            row.number(5)};
}
} // namespace

Done save(WriteTx &tx, const Draft &draft)
{
    return caught([&] {
        execute(tx,
                "INSERT INTO draft (" DRAFT_COLUMNS ") VALUES (?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET "
                "type = excluded.type, form_version = excluded.form_version, content = excluded.content, "
                "cursor = excluded.cursor, changed_at = excluded.changed_at",
                draft.id, draft.type, draft.formVersion, draft.content, draft.cursor, draft.changedAtMs);
        return done();
    });
}

Done remove(WriteTx &tx, const Uuid &id)
{
    return caught([&] {
        execute(tx, "DELETE FROM draft WHERE id = ?", id);
        return done();
    });
}

Result<QList<Draft>> list(ReadTx &tx)
{
    return caught([&]() -> Result<QList<Draft>> {
        QList<Draft> out;
        Query row(tx, "SELECT " DRAFT_COLUMNS " FROM draft ORDER BY changed_at DESC, id DESC");
        while (row.next())
            out.append(draftFrom(row));
        return out;
    });
}

Result<QSet<Uuid>> idsOf(ReadTx &tx, TypeNumber type)
{
    return caught([&]() -> Result<QSet<Uuid>> {
        QSet<Uuid> out;
        Query row(tx, "SELECT id FROM draft WHERE type = ?", type);
        while (row.next())
            out.insert(row.id<Uuid>(0));
        return out;
    });
}

Result<std::optional<Draft>> find(ReadTx &tx, const Uuid &id)
{
    return caught([&]() -> Result<std::optional<Draft>> {
        Query row(tx, "SELECT " DRAFT_COLUMNS " FROM draft WHERE id = ?", id);
        return row.next() ? std::optional(draftFrom(row)) : std::nullopt;
    });
}

#undef DRAFT_COLUMNS

} // namespace safelight::drafts
