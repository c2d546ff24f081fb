// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace safelight
{

/// What a person typed into the search field, as the words the index knows: runs of letters and digits, diacritics and
/// case folded, at most 16.
[[nodiscard]] QStringList searchWords(const QString &typed);

/// The same words as an FTS5 query: every word quoted, the last one as a prefix of at most kMaxPrefix characters, which
/// is as far as the index knows prefixes. Empty when there is no word.
[[nodiscard]] QString searchQuery(const QStringList &words);
inline constexpr qsizetype kMaxPrefix = 8;

/// A word of the text begins with the last of the words: what searchQuery leaves open for a long one.
[[nodiscard]] bool holdsPrefix(const QString &text, const QStringList &words);

/// One line of about 120 characters around the first word found; every word found in it stands between U+2068 and
/// U+2069. words as from searchWords.
[[nodiscard]] QString snippetOf(const QString &text, const QStringList &words);

} // namespace safelight
