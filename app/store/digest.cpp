// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/query.h"
#include "app/store/records.h"
#include "app/store/sha256.h"

#include <QtEndian>

namespace safelight::records
{

namespace
{

void add(Sha256 &hash, ByteView bytes)
{
    const quint64 size = qToBigEndian(quint64(bytes.size()));
    hash.add(std::as_bytes(std::span(&size, 1)));
    hash.add(bytes);
}

/// All rows, each column as its length and its bytes. The numbers that rows have on this device are never selected.
void addRows(ReadTx &tx, Sha256 &hash, std::string_view sql)
{
    add(hash, bytesOf(QByteArrayView(sql.data(), qsizetype(sql.size()))));
    Query row(tx, sql);
    while (row.next()) {
        for (int column = 0; column < row.columns(); ++column)
            add(hash, bytesOf(row.bytes(column)));
    }
}

} // namespace

Result<QByteArray> digest(ReadTx &tx)
{
    return caught([&]() -> Result<QByteArray> {
        Sha256 hash;
        addRows(tx, hash,
                "SELECT author, id, source, content, recorded_at, space, envelope, original FROM change "
                "ORDER BY author, id");
        addRows(tx, hash,
                "SELECT c.author, c.id, x.envelope, x.source, x.space, x.content FROM carried x "
                "JOIN change c ON c.no = x.change_no ORDER BY 1, 2, 3, 4");
        addRows(tx, hash,
                "SELECT c.author, c.id, r.op, r.id, r.type, r.recorded_at, r.shown, r.body FROM record r "
                "JOIN change c ON c.no = r.change_no ORDER BY 1, 2, 3");
        addRows(tx, hash,
                "SELECT p.space, p.type, p.recorded_at, p.id, c.author, c.id, r.op FROM placed p "
                "JOIN record r ON r.no = p.record_no JOIN change c ON c.no = r.change_no ORDER BY 1, 2, 3, 4, 5, 6, 7");
        addRows(tx, hash,
                "SELECT w.record, w.field, c.author, w.change_id, w.value FROM register_write w "
                "JOIN change c ON c.no = w.change_no ORDER BY 1, 2, 3, 4");
        addRows(tx, hash,
                "SELECT p.record, p.field, p.parent, c.author, c.id FROM register_parent p "
                "JOIN change c ON c.no = p.change_no ORDER BY 1, 2, 3, 4, 5");
        addRows(tx, hash,
                "SELECT l.to_id, l.relation, l.from_id, c.author, c.id FROM link l "
                "JOIN change c ON c.no = l.change_no ORDER BY 1, 2, 3, 4, 5");
        return hash.result();
    });
}

} // namespace safelight::records
