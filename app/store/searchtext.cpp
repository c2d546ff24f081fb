// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/searchtext.h"

#include <algorithm>

namespace safelight
{

namespace
{

constexpr int kMaxWords = 16;
constexpr qsizetype kBefore = 40;
constexpr qsizetype kLength = 120;
constexpr QChar kOpen(0x2068);
constexpr QChar kClose(0x2069);

struct Word {
    qsizetype from = 0;
    qsizetype to = 0;
};

/// As the tokenizer sees it: letters and digits of all scripts, and the marks on them.
QList<Word> wordsIn(QStringView text)
{
    QList<Word> out;
    bool inside = false;
    for (qsizetype at = 0; at < text.size();) {
        const bool pair = text.at(at).isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(text.at(at), text.at(at + 1)) : text.at(at).unicode();
        const qsizetype next = at + (pair ? 2 : 1);
        if (QChar::isLetterOrNumber(c) || (inside && QChar::isMark(c))) {
            if (!inside)
                out.append({at, at});
            out.last().to = next;
            inside = true;
        } else {
            inside = false;
        }
        at = next;
    }
    return out;
}

/// As the tokenizer folds: without diacritics, without case.
QString folded(QStringView word)
{
    QString out = word.toString().normalized(QString::NormalizationForm_D);
    out.removeIf([](QChar c) { return c.isMark(); });
    return out.toCaseFolded();
}

bool isHit(const QString &word, const QStringList &wanted)
{
    return wanted.contains(word) || (!wanted.isEmpty() && word.startsWith(wanted.constLast()));
}

} // namespace

QStringList searchWords(const QString &typed)
{
    QStringList out;
    for (const Word &word : wordsIn(typed)) {
        const QString text = folded(QStringView(typed).mid(word.from, word.to - word.from));
        if (!text.isEmpty() && out.size() < kMaxWords)
            out.append(text);
    }
    return out;
}

QString searchQuery(const QStringList &words)
{
    if (words.isEmpty())
        return {};
    QStringList quoted; // a word holds letters and digits only
    for (const QString &word : words.first(words.size() - 1))
        quoted.append(u'"' + word + u'"');
    QString last = words.constLast().left(kMaxPrefix);
    if (last.back().isHighSurrogate())
        last.chop(1);
    quoted.append(u'"' + last + QStringLiteral("\"*"));
    return quoted.join(u' ');
}

bool holdsPrefix(const QString &text, const QStringList &words)
{
    const QList<Word> all = wordsIn(text);
    return std::any_of(all.begin(), all.end(), [&](const Word &word) {
        return folded(QStringView(text).mid(word.from, word.to - word.from)).startsWith(words.constLast());
    });
}

QString snippetOf(const QString &text, const QStringList &words)
{
    QString line = text;
    line.replace(u'\n', u' ');
    const QList<Word> all = wordsIn(line);
    QList<Word> hits;
    std::copy_if(all.begin(), all.end(), std::back_inserter(hits), [&](const Word &word) {
        return isHit(folded(QStringView(line).mid(word.from, word.to - word.from)), words);
    });
    qsizetype from = hits.isEmpty() ? 0 : std::max<qsizetype>(0, hits.constFirst().from - kBefore);
    qsizetype to = std::min(line.size(), from + kLength);
    for (const Word &word : all) { // whole words at both ends
        if (word.from < from && from < word.to)
            from = word.from;
        if (word.from < to && to < word.to)
            to = word.to;
    }
    QString out = from > 0 ? QStringLiteral("… ") : QString();
    qsizetype at = from;
    for (const Word &hit : hits) {
        if (hit.to > to)
            break;
        out += QStringView(line).mid(at, hit.from - at);
        out += kOpen;
        out += QStringView(line).mid(hit.from, hit.to - hit.from);
        out += kClose;
        at = hit.to;
    }
    out += QStringView(line).mid(at, to - at);
    return to < line.size() ? out + QStringLiteral(" …") : out;
}

} // namespace safelight
