// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/search.h"

#include "app/store/merge.h"
#include "app/store/query.h"
#include "app/store/searchtext.h"

namespace safelight::search
{

Result<QList<Hit>> find(ReadTx &tx, const QString &typed, int limit, const QList<TypeNumber> &types)
{
    const QStringList words = searchWords(typed);
    if (words.isEmpty())
        return QList<Hit>();
    return caught([&]() -> Result<QList<Hit>> {
        QList<Hit> out;
        // Row numbers grow with the time of recording, so the index streams the newest first and stops early.
        Query row(tx,
                  "SELECT record.id, record.type, record.recorded_at, record.body FROM record_text "
                  "JOIN record ON record.no = record_text.rowid AND record.shown = 1 "
                  "WHERE record_text MATCH ? ORDER BY record_text.rowid DESC",
                  searchQuery(words));
        while (out.size() < limit && row.next()) {
            const auto type = row.numberAs<TypeNumber>(1);
            if (!types.isEmpty() && !types.contains(type))
                continue;
            const QString text = textOf(QCborValue::fromCbor(row.bytes(3)).toMap());
            if (words.constLast().size() > kMaxPrefix && !holdsPrefix(text, words))
                continue;
            out.append({row.id<Uuid>(0), type, row.number(2), snippetOf(text, words)});
        }
        return out;
    });
}

} // namespace safelight::search
