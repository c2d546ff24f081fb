// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/pendinginvitation.h"

#include "app/store/drafts.h"

#include <QCborMap>

namespace safelight::pendinginvitation
{
namespace
{

enum Key : qint64 { Code = 0, Kind = 1, ForWhom = 2, Team = 3, Expires = 4 };

/// Above every record type: a draft of ours is no draft of a record.
constexpr TypeNumber kType = 0xffff0001;

/// Always the same, so that there is one at most.
Uuid draftId()
{
    Uuid id;
    id.bytes.fill(std::byte(0xff));
    return id;
}

} // namespace

Done keep(WriteTx &tx, const PendingInvitation &pending, std::int64_t nowMs)
{
    const QCborMap content{{qint64(Code), pending.code},
                           {qint64(Kind), int(pending.spec.kind)},
                           {qint64(ForWhom), pending.spec.forWhom},
                           {qint64(Team), pending.spec.team.toByteArray()},
                           {qint64(Expires), qint64(pending.expiresMs)}};
    Draft draft;
    draft.id = draftId();
    draft.type = kType;
    draft.content = content.toCborValue().toCbor();
    draft.changedAtMs = nowMs;
    return drafts::save(tx, draft);
}

Done forget(WriteTx &tx) { return drafts::remove(tx, draftId()); }

Result<std::optional<PendingInvitation>> find(ReadTx &tx)
{
    const Result<std::optional<Draft>> draft = drafts::find(tx, draftId());
    if (!draft)
        return draft.error();
    if (!*draft || (*draft)->type != kType)
        return std::optional<PendingInvitation>();
    const QCborMap content = QCborValue::fromCbor((*draft)->content).toMap();
    const auto kind = deviceKindFrom(quint8(content.value(qint64(Kind)).toInteger()));
    const auto team = SpaceId::from(content.value(qint64(Team)).toByteArray());
    if (!kind || !team)
        return std::optional<PendingInvitation>();
    return std::optional(PendingInvitation{content.value(qint64(Code)).toString(),
                                           {*kind, content.value(qint64(ForWhom)).toString(), *team},
                                           content.value(qint64(Expires)).toInteger()});
}

} // namespace safelight::pendinginvitation
