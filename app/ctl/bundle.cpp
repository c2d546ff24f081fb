// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/bundle.h"

#include "app/store/query.h"

#include <QCborArray>
#include <QCborMap>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kVersion = 1;
enum Key : qint64 { Version = 0, RootPk = 1, SignPk = 2, BoxPk = 3, Person = 4, Entries = 5 };
} // namespace

QByteArray encodeBundle(const Bundle &bundle)
{
    QCborArray entries;
    for (const EmbedOp &entry : bundle.entries)
        entries.append(QCborArray{entry.headerAndSig, entry.salt, entry.changeset});
    return QCborMap{{Version, kVersion},
                    {RootPk, bundle.rootPk.toByteArray()},
                    {SignPk, bundle.signPk.toByteArray()},
                    {BoxPk, bundle.boxPk.toByteArray()},
                    {Person, bundle.person},
                    {Entries, entries}}
        .toCborValue()
        .toCbor();
}

Result<Bundle> decodeBundle(const QByteArray &bytes)
{
    const QCborMap map = QCborValue::fromCbor(bytes).toMap();
    if (map.isEmpty())
        return Error{ErrorCode::Malformed, u"bundle"_s};
    if (map.value(Version).toInteger() != kVersion)
        return Error{ErrorCode::Unsupported, u"bundle version"_s};
    const auto rootPk = SignPublic::from(map.value(RootPk).toByteArray());
    const auto signPk = SignPublic::from(map.value(SignPk).toByteArray());
    const auto boxPk = BoxPublic::from(map.value(BoxPk).toByteArray());
    if (!rootPk || !signPk || !boxPk)
        return Error{ErrorCode::Malformed, u"bundle keys"_s};
    Bundle bundle{*rootPk, *signPk, *boxPk, map.value(Person).toString(), {}};
    const QCborArray entries = map.value(Entries).toArray();
    for (const QCborValue entry : entries) {
        const QCborArray parts = entry.toArray();
        if (parts.size() != 3)
            return Error{ErrorCode::Malformed, u"bundle entry"_s};
        bundle.entries.append({parts.at(0).toByteArray(), parts.at(1).toByteArray(), parts.at(2).toByteArray()});
    }
    return bundle;
}

Result<Bundle> collectBundle(WriteTx &tx, Journal &journal, Engine &engine, const VaultOwner &owner)
{
    const Result<QList<FollowedSpace>> followed = spaces::followed(tx);
    if (!followed)
        return followed.error();
    Bundle bundle{owner.rootPk, {}, {}, owner.person, {}};
    for (const FollowedSpace &space : *followed) {
        const Roster *roster = engine.roster(space.id);
        if (roster == nullptr)
            continue;
        if (const auto self = roster->members().constFind(engine.self()); self != roster->members().constEnd()) {
            bundle.signPk = self->keys.signPk;
            bundle.boxPk = self->keys.boxPk;
        }
        const auto keys = journal.epochKeys(space.id);
        if (!keys)
            return keys.error();
        Query rows(tx, "SELECT bytes FROM envelope WHERE space = ? AND own = 1 AND kind = 1 ORDER BY author_seq",
                   space.id);
        while (rows.next()) {
            const QByteArray bytes = rows.bytes(0);
            const Result<Envelope> envelope = parseEnvelope(bytesOf(bytes));
            if (!envelope)
                return envelope.error();
            const auto key = keys->constFind(envelope->header.epoch);
            if (key == keys->constEnd())
                continue; // sealed for others
            const Result<Opened> opened = openEnvelope(*envelope, **key);
            if (!opened)
                return opened.error();
            bundle.entries.append({bytes.left(kSignedHeaderBytes), opened->salt.toByteArray(), opened->plain});
        }
    }
    return bundle;
}

Result<int> verifyBundle(const Bundle &bundle)
{
    const DeviceId author = deviceIdOf(bundle.signPk, bundle.boxPk);
    int number = 0;
    for (const EmbedOp &entry : bundle.entries) {
        ++number;
        const Result<Header> header = verifyEmbedded(entry, bundle.signPk);
        if (!header || header->author != author || !decodeChangeSet(bytesOf(entry.changeset)))
            return Error{ErrorCode::NotAuthentic, u"entry %1"_s.arg(number)};
    }
    return number;
}

} // namespace safelight::ctl
