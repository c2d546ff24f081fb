// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/e2e/tour/stage.h"

#include <QHash>
#include <QImage>

namespace safelight::tour
{

/// Keeps pictures as <folder>/NN-name.png in the order they are taken.
class Album
{
public:
    explicit Album(QString folder)
        : m_folder(std::move(folder))
    {
    }
    void take(Seat &seat, const QString &what);
    /// Pictures taken before, side by side at one height (pixels), as <folder>/<file>: the README's picture.
    void beside(const QStringList &taken, const QString &file, int height) const;
    [[nodiscard]] const QString &folder() const { return m_folder; }

private:
    QString m_folder;
    QHash<QString, QImage> m_taken;
    int m_number = 0;
};

} // namespace safelight::tour
