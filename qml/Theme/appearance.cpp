// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qml/Theme/appearance.h"

#include <QFont>
#include <QGuiApplication>
#include <QIcon>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace safelight
{

void prepareAppearance()
{
    // Platforms without a desktop (offscreen, eglfs, kiosk sessions) do not look where icon themes are installed.
    QStringList paths = QIcon::themeSearchPaths();
    const QStringList installed =
        QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, u"icons"_s, QStandardPaths::LocateDirectory);
    for (const QString &path : installed + QStringList{u"/usr/share/icons"_s}) {
        if (!paths.contains(path))
            paths.append(path);
    }
    QIcon::setThemeSearchPaths(paths);
    QIcon::setThemeName(u"breeze"_s);

    QFont font(u"Inter"_s);
    font.setPixelSize(16);
    QGuiApplication::setFont(font);
}

} // namespace safelight
