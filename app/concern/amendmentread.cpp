// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/concernrepository.h"

#include <QSet>

namespace safelight
{

namespace
{

Result<QSet<SpaceId>> intakes(ReadTx &tx)
{
    const Result<QList<FollowedSpace>> all = spaces::followed(tx);
    if (!all)
        return all.error();
    QSet<SpaceId> out;
    for (const FollowedSpace &space : *all) {
        if (space.kind == SpaceKind::Intake)
            out << space.id;
    }
    return out;
}

/// A copy for the champions is the one that counts, where there is one; what of any copy was refused is said.
Done addCustody(ReadTx &tx, const QSet<SpaceId> &intakes, AmendmentView &amendment)
{
    const Result<QList<Custody>> sent = outbox::custodyOf(tx, amendment.id);
    if (!sent)
        return sent.error();
    bool toChampion = false;
    for (const Custody &each : *sent) {
        const bool intake = intakes.contains(each.space);
        if (intake || !toChampion)
            amendment.heldByServiceMs = each.heldByServiceMs;
        toChampion = toChampion || intake;
        if (each.refused && !amendment.refused)
            amendment.refused = each.refused;
    }
    return done();
}

} // namespace

Result<QList<AmendmentView>> concerns::amendmentsOf(ReadTx &tx, const ConcernRules &rules, const DeviceId &self,
                                                    const Uuid &concern)
{
    const Result<QList<Record>> later = records::linkedTo(tx, concern, Relation::AmendmentOf);
    if (!later)
        return later.error();
    const Result<QSet<SpaceId>> champions = intakes(tx);
    if (!champions)
        return champions.error();
    const AmendmentForm &form = rules.forms.amendment;
    QList<AmendmentView> out;
    for (const Record &each : *later) {
        if (each.type != form.type || each.author != self)
            continue;
        AmendmentView amendment{each.id, each.body.value(qint64(form.text)).toString(), each.recordedAtMs, 0, {}};
        if (Done added = addCustody(tx, *champions, amendment); !added)
            return added.error();
        out << amendment;
    }
    return out;
}

} // namespace safelight
