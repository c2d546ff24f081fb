// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/tour/album.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace safelight::tour
{

void Album::take(Seat &seat, const QString &what)
{
    QDir().mkpath(m_folder);
    const QImage picture = seat.person().picture();
    m_taken.insert(what, picture);
    picture.save(QDir(m_folder).filePath(u"%1-%2.png"_s.arg(++m_number, 2, 10, QChar(u'0')).arg(what)));
}

void Album::beside(const QStringList &taken, const QString &file, int height) const
{
    constexpr int kGap = 16;
    QList<QImage> pictures;
    int width = kGap;
    for (const QString &what : taken) {
        pictures.append(m_taken.value(what).scaledToHeight(height, Qt::SmoothTransformation));
        width += pictures.last().width() + kGap;
    }
    QImage whole(width, height + 2 * kGap, QImage::Format_RGB32);
    whole.fill(QColor(0xd8, 0xdc, 0xda));
    QPainter painter(&whole);
    int x = kGap;
    for (const QImage &picture : pictures) {
        painter.drawImage(x, kGap, picture);
        x += picture.width() + kGap;
    }
    painter.end();
    whole.save(QDir(m_folder).filePath(file));
}

} // namespace safelight::tour
