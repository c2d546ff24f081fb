// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/query.h"
#include "app/store/vault.h"

namespace safelight::spaces
{

namespace
{
#define SPACE_COLUMNS "id, kind, role, name"

FollowedSpace spaceFrom(const Query &row)
{
    return {row.id<SpaceId>(0), row.numberAs<SpaceKind>(1), row.numberAs<Role>(2), row.text(3)};
}
} // namespace

Result<QList<FollowedSpace>> followed(ReadTx &tx)
{
    return caught([&]() -> Result<QList<FollowedSpace>> {
        QList<FollowedSpace> out;
        Query row(tx, "SELECT " SPACE_COLUMNS " FROM space ORDER BY position");
        while (row.next())
            out.append(spaceFrom(row));
        return out;
    });
}

Result<FollowedSpace> ofKind(ReadTx &tx, SpaceKind kind)
{
    return caught([&]() -> Result<FollowedSpace> {
        Query row(tx, "SELECT " SPACE_COLUMNS " FROM space WHERE kind = ? ORDER BY position LIMIT 1", kind);
        if (!row.next())
            return ErrorCode::NotFound;
        return spaceFrom(row);
    });
}

Result<QString> personOf(ReadTx &tx, const DeviceId &device)
{
    return caught([&]() -> Result<QString> {
        Query row(tx,
                  "SELECT person.name FROM person LEFT JOIN space ON space.id = person.space "
                  "WHERE person.device = ? ORDER BY space.position LIMIT 1",
                  device);
        return row.next() ? row.text(0) : QString();
    });
}

Done add(WriteTx &tx, const FollowedSpace &space)
{
    return caught([&] {
        execute(tx,
                "INSERT INTO space (" SPACE_COLUMNS ") VALUES (?,?,?,?) ON CONFLICT (id) DO UPDATE SET "
                "kind = excluded.kind, role = excluded.role, name = excluded.name",
                space.id, space.kind, space.role, space.name);
        return done();
    });
}

#undef SPACE_COLUMNS

} // namespace safelight::spaces
