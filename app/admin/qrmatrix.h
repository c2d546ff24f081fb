// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"

#include <QList>
#include <QString>

namespace safelight
{

/// The modules of a QR code, without its quiet zone.
struct QrMatrix {
    int size = 0;     ///< modules a side
    QList<bool> dark; ///< size * size, row by row

    [[nodiscard]] bool isDark(int row, int column) const { return dark.at(qsizetype(row) * size + column); }
    friend bool operator==(const QrMatrix &, const QrMatrix &) = default;
};

/// Error correction M where it fits well, else L: a screen held in the rain, not a torn label. Error: TooLarge.
[[nodiscard]] Result<QrMatrix> qrMatrixOf(const QString &text);

} // namespace safelight
