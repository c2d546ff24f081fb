// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/appearancemodel.h"

#include <QSettings>
#include <algorithm>

namespace safelight
{

using namespace Qt::StringLiterals;

AppearanceModel::AppearanceModel(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    if (m_file.isEmpty())
        return;
    const QSettings settings(m_file, QSettings::IniFormat);
    const QString theme = settings.value("appearance/theme"_L1).toString();
    m_theme = theme == "night"_L1 ? Theme::Night : theme == "contrast"_L1 ? Theme::HighContrast : Theme::Day;
    m_textScale = std::clamp(settings.value("appearance/textScale"_L1, 1.0).toReal(), 1.0, 2.0);
    m_reducedMotion = settings.value("appearance/reducedMotion"_L1, false).toBool();
}

void AppearanceModel::useTheme(Theme theme)
{
    m_theme = theme;
    Q_EMIT changed();
}

void AppearanceModel::useTextScale(qreal scale)
{
    m_textScale = std::clamp(scale, 1.0, 2.0);
    Q_EMIT changed();
}

void AppearanceModel::chooseTheme(Theme theme)
{
    if (m_theme == theme)
        return;
    m_theme = theme;
    keep();
}

void AppearanceModel::chooseTextScale(qreal scale)
{
    const qreal fitting = std::clamp(scale, 1.0, 2.0);
    if (qFuzzyCompare(m_textScale, fitting))
        return;
    m_textScale = fitting;
    keep();
}

void AppearanceModel::chooseReducedMotion(bool reduced)
{
    if (m_reducedMotion == reduced)
        return;
    m_reducedMotion = reduced;
    keep();
}

void AppearanceModel::keep()
{
    if (!m_file.isEmpty()) {
        QSettings settings(m_file, QSettings::IniFormat);
        const QString name = m_theme == Theme::Night          ? u"night"_s
                             : m_theme == Theme::HighContrast ? u"contrast"_s
                                                              : u"day"_s;
        settings.setValue("appearance/theme"_L1, name);
        settings.setValue("appearance/textScale"_L1, m_textScale);
        settings.setValue("appearance/reducedMotion"_L1, m_reducedMotion);
    }
    Q_EMIT changed();
}

} // namespace safelight
