// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/base/beginning.h"

#include <QTextBoundaryFinder>
#include <algorithm>

namespace safelight
{

QString beginningOf(const QString &text, qsizetype most)
{
    // Four times as much holds it, unless most of it is spaces; looking at all of a long text costs time for nothing.
    const QStringView trimmed = QStringView(text).trimmed();
    QStringView looked = trimmed.left(4 * most);
    const bool all = looked.size() == trimmed.size();
    if (!all && looked.back().isHighSurrogate())
        looked.chop(1);
    QString line = looked.toString().simplified();
    if (all && line.size() <= most)
        return line;
    QTextBoundaryFinder ends(QTextBoundaryFinder::Grapheme, line);
    ends.setPosition(std::min(most - 1, line.size()));
    if (!ends.isAtBoundary())
        ends.toPreviousBoundary();
    return line.first(ends.position()).trimmed() + u'…';
}

} // namespace safelight
