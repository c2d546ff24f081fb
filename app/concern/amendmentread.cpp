// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/concernrepository.h"
#include "app/concern/copies.h"

namespace safelight
{

Result<QList<AmendmentView>> concerns::amendmentsOf(ReadTx &tx, const ConcernRules &rules, const DeviceId &self,
                                                    const Uuid &concern)
{
    const Result<QList<Record>> later = records::linkedTo(tx, concern, Relation::AmendmentOf);
    if (!later)
        return later.error();
    const AmendmentForm &form = rules.forms.amendment;
    QList<AmendmentView> out;
    for (const Record &each : *later) {
        if (each.type != form.type || each.author != self)
            continue;
        const Result<Copies> copies = copiesOf(tx, each.id);
        if (!copies)
            return copies.error();
        out << AmendmentView{each.id, each.body.value(qint64(form.text)).toString(), each.recordedAtMs,
                             copies->heldByServiceMs(), copies->refused()};
    }
    return out;
}

} // namespace safelight
