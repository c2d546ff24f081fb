// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/readers.h"

#include "app/store/query.h"

namespace safelight::readers
{

namespace
{
QString keyOf(const SpaceId &space, const DeviceId &device)
{
    return QStringLiteral("reader/%1/%2").arg(space.toHex(), device.toHex());
}
} // namespace

Done remember(WriteTx &tx, const SpaceId &space, const DeviceId &device)
{
    return caught([&] {
        execute(tx, "INSERT OR IGNORE INTO meta (key, value) VALUES (?, x'01')", keyOf(space, device));
        return done();
    });
}

Result<bool> knows(ReadTx &tx, SpaceKind kind, const DeviceId &device)
{
    return caught([&]() -> Result<bool> {
        Query space(tx, "SELECT id FROM space WHERE kind = ?", kind);
        while (space.next()) {
            Query known(tx, "SELECT 1 FROM meta WHERE key = ?", keyOf(space.id<SpaceId>(0), device));
            if (known.next())
                return true;
        }
        return false;
    });
}

Result<bool> mayDecide(ReadTx &tx, const DeviceId &device)
{
    const Result<bool> intake = knows(tx, SpaceKind::Intake, device);
    return !intake || *intake ? intake : knows(tx, SpaceKind::Hub, device);
}

} // namespace safelight::readers
