// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/labels.h"

#include "app/store/query.h"
#include "app/store/readers.h"

namespace safelight
{

namespace
{

using Keyring = QMap<std::uint32_t, std::shared_ptr<const EpochKeys>>;

/// Labels do not say their epoch; there are few, and the newest is the likeliest.
std::optional<QString> openWithAny(const SpaceId &space, const Keyring &keys, const QByteArray &sealed)
{
    for (auto it = keys.end(); it != keys.begin();) {
        --it;
        if (Result<QString> label = openLabel(space, **it, bytesOf(sealed)))
            return *label;
    }
    return std::nullopt;
}

} // namespace

Done Labels::refresh(WriteTx &tx, Journal &journal, const Engine &engine)
{
    const Result<QList<FollowedSpace>> followed = spaces::followed(tx);
    if (!followed)
        return followed.error();
    for (FollowedSpace space : *followed) {
        const Roster *roster = engine.roster(space.id);
        if (roster == nullptr || roster->isEmpty())
            continue;
        const Seen now{roster->controlHash(), engine.currentKeys(space.id) != nullptr};
        if (m_seen.value(space.id) == now)
            continue;

        const Result<Keyring> keys = journal.epochKeys(space.id);
        if (!keys)
            return keys.error();
        space.kind = roster->kind();
        space.role = engine.ownRole(space.id).value_or(space.role);
        space.name = openWithAny(space.id, *keys, roster->sealedName()).value_or(space.name);
        if (Done added = spaces::add(tx, space); !added)
            return added;
        for (const DeviceId &reader : roster->everReaders()) {
            if (Done kept = readers::remember(tx, space.id, reader); !kept)
                return kept;
        }
        Done named = caught([&] {
            for (auto member = roster->members().cbegin(); member != roster->members().cend(); ++member) {
                if (const std::optional<QString> name = openWithAny(space.id, *keys, member->label))
                    execute(tx,
                            "INSERT INTO person (device, space, name) VALUES (?,?,?) "
                            "ON CONFLICT DO UPDATE SET name = excluded.name",
                            member.key(), space.id, *name);
            }
            return done();
        });
        if (!named)
            return named;
        m_seen.insert(space.id, now);
    }
    return done();
}

} // namespace safelight
