// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QSize>
#include <QString>
#include <QVariantMap>

class QQmlEngine;

namespace safelight::test
{

/// What to take a picture of.
struct Shot {
    QString source; ///< "Safelight.Controls/AppButton", or the path of a .qml file
    QSize size{360, 740};
    QString theme = QStringLiteral("day"); ///< day, night or contrast
    double textScale = 1.0;
    QVariantMap properties; ///< initial properties, such as the page's model
};

/// What came of it. `warnings` is everything QML complained about; a good page has none.
struct ShotResult {
    QImage image;
    QStringList warnings;
};

/// Loads the page into a window of its own, lets it settle and grabs it. Needs a QGuiApplication; works off-screen.
/// The engine may be shared between shots: the theme of the shot is set on it each time.
[[nodiscard]] ShotResult takeShot(QQmlEngine &engine, const Shot &shot);

} // namespace safelight::test
