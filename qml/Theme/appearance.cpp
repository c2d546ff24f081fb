// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qml/Theme/appearance.h"

#include <QFont>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QIcon>
#include <QStandardPaths>
#include <QTranslator>

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

    // English words stand in the sources; the file adds their plurals. Another language is another file.
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(u":/i18n/safelight_en.qm"_s))
        QCoreApplication::installTranslator(translator);

    for (const QString &file : {u":/fonts/SafelightFigures-Regular.otf"_s, u":/fonts/SafelightFigures-SemiBold.otf"_s})
        QFontDatabase::addApplicationFont(file);
    QFont font(u"Inter"_s);
    font.setPixelSize(16);
    QGuiApplication::setFont(font);
}

} // namespace safelight
