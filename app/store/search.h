// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/records.h"

namespace safelight::search
{

struct Hit {
    Uuid record;
    TypeNumber type = 0;
    std::int64_t recordedAtMs = 0;
    QString snippet; ///< plain text with the words found between U+2068 and U+2069
};
/// Full text over the bodies (FTS5, diacritics folded, last word as a prefix), newest first. What a person types is
/// quoted: no query syntax, no syntax errors. First page over 100,000 notes: p99 <= 16 ms.
/// types: only records of these; empty = of all.
[[nodiscard]] Result<QList<Hit>> find(ReadTx &tx, const QString &typed, int limit, const QList<TypeNumber> &types = {});

} // namespace safelight::search
