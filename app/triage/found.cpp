// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/found.h"

#include "app/store/search.h"
#include "app/triage/triagerepository.h"

#include <QSet>

namespace safelight::triage
{
namespace
{

/// The concern a record belongs to: itself, or at the end of at most two links (amendment -> statement -> concern).
Result<std::optional<Record>> concernOf(ReadTx &tx, const KnownForms &forms, const Uuid &id)
{
    Uuid at = id;
    for (int steps = 0; steps < 3; ++steps) {
        auto record = records::find(tx, at);
        if (!record || !record->has_value() || (*record)->type == forms.concern.type)
            return record;
        const TypeNumber type = (*record)->type;
        const Relation up = type == forms.statement.type   ? Relation::PartOf
                            : type == forms.amendment.type ? Relation::AmendmentOf
                                                           : Relation::About;
        const auto parents = records::linkedFrom(tx, at, up);
        if (!parents)
            return parents.error();
        if (parents->isEmpty())
            return std::optional<Record>{};
        at = parents->first();
    }
    return std::optional<Record>{};
}

/// The concerns that hits belong to, as far as they were sent to the champions.
Result<QList<Found>> sentAmong(ReadTx &tx, const KnownForms &forms, const QList<search::Hit> &hits, int limit)
{
    QList<Found> out;
    QSet<Uuid> seen;
    for (const search::Hit &hit : hits) {
        const auto concern = concernOf(tx, forms, hit.record);
        if (!concern)
            return concern.error();
        if (!concern->has_value() || seen.contains((*concern)->id))
            continue;
        seen.insert((*concern)->id);
        const auto sent = reachedIntake(tx, (*concern)->id);
        if (!sent)
            return sent.error();
        if (!*sent)
            continue;
        out.append({hit.record, (*concern)->id, factsOf(**concern, forms).who, hit.snippet, hit.recordedAtMs});
        if (out.size() == limit)
            break;
    }
    return out;
}

} // namespace

Result<QList<Found>> found(ReadTx &tx, const KnownForms &forms, const QString &typed, int limit)
{
    // The index knows no spaces: where notes that were not sent fill a page, a longer one is asked for, up to a bound.
    constexpr int kLongest = 64;
    for (int asked = limit;; asked *= 4) {
        const auto hits = search::find(tx, typed, asked);
        if (!hits)
            return hits.error();
        auto sent = sentAmong(tx, forms, *hits, limit);
        if (!sent || sent->size() == limit || hits->size() < asked || asked >= kLongest * limit)
            return sent;
    }
}

} // namespace safelight::triage
