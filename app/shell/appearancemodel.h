// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace safelight
{

/// How the interface looks on this device: theme, text size, movement. Nothing about people or notes, so it lives in a
/// plain file beside the vaults. Values from outside are brought into range.
class AppearanceModel final : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the window by app/main")
    Q_PROPERTY(Theme theme READ theme NOTIFY changed FINAL)
    Q_PROPERTY(qreal textScale READ textScale NOTIFY changed FINAL)
    Q_PROPERTY(bool reducedMotion READ reducedMotion NOTIFY changed FINAL)
public:
    /// Same numbers as Theme.Mode of Safelight.Theme.
    enum class Theme { Day, Night, HighContrast };
    Q_ENUM(Theme)

    /// `file` is an .ini file that need not exist yet; empty keeps everything in memory.
    explicit AppearanceModel(QString file, QObject *parent = nullptr);

    [[nodiscard]] Theme theme() const { return m_theme; }
    [[nodiscard]] qreal textScale() const { return m_textScale; }
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }

    /// For this run only: what was chosen before is not overwritten.
    void useTheme(Theme theme);
    void useTextScale(qreal scale);

    Q_INVOKABLE void chooseTheme(safelight::AppearanceModel::Theme theme);
    /// 1.0 to 2.0
    Q_INVOKABLE void chooseTextScale(qreal scale);
    Q_INVOKABLE void chooseReducedMotion(bool reduced);

Q_SIGNALS:
    void changed();

private:
    void keep();

    QString m_file;
    Theme m_theme = Theme::Day;
    qreal m_textScale = 1.0;
    bool m_reducedMotion = false;
};

} // namespace safelight
