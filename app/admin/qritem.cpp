// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/qritem.h"

#include <QPainter>

namespace safelight
{

namespace
{
constexpr int kQuietModules = 4; // ISO/IEC 18004
}

QrItem::QrItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(false);
}

void QrItem::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    Result<QrMatrix> matrix = text.isEmpty() ? Result<QrMatrix>(QrMatrix{}) : qrMatrixOf(text);
    m_matrix = matrix ? std::move(*matrix) : QrMatrix{};
    const int side = m_matrix.size == 0 ? 0 : (m_matrix.size + 2 * kQuietModules) * 3;
    setImplicitSize(side, side);
    Q_EMIT textChanged();
    update();
}

void QrItem::paint(QPainter *painter)
{
    if (m_matrix.size == 0)
        return;
    const int modules = m_matrix.size + 2 * kQuietModules;
    const int module = std::max(1, int(std::min(width(), height())) / modules);
    const int left = (int(width()) - module * modules) / 2;
    const int top = (int(height()) - module * modules) / 2;
    painter->fillRect(left, top, module * modules, module * modules, Qt::white);
    for (int row = 0; row < m_matrix.size; ++row) {
        for (int column = 0; column < m_matrix.size; ++column) {
            if (m_matrix.isDark(row, column))
                painter->fillRect(left + (column + kQuietModules) * module, top + (row + kQuietModules) * module,
                                  module, module, Qt::black);
        }
    }
}

} // namespace safelight
