// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QQuickWindow>
#include <chrono>
#include <functional>

namespace safelight::test
{

/// A person at one window of ours, in this process: reads what a screen reader would read, clicks with the mouse,
/// types on the keyboard. Finds things by accessible name only. Every call returns false (or null) when what was
/// wanted did not come within the limit; `complaint` then says what was on the screen instead. GUI thread.
class Person
{
public:
    explicit Person(QQuickWindow *window, std::chrono::milliseconds patience = std::chrono::seconds(20));

    /// Brings the window to the front, as walking up to the device would.
    void sitDown();
    [[nodiscard]] bool sees(const QString &name);
    [[nodiscard]] bool seesText(const QString &part); ///< part of any visible name
    [[nodiscard]] bool waitsUntil(const std::function<bool()> &condition);
    [[nodiscard]] bool clicks(const QString &name);
    [[nodiscard]] bool clicksWhat(const std::function<bool(const QString &name)> &fits, const QString &described);
    /// Clicks into the input of that name and types.
    [[nodiscard]] bool types(const QString &name, const QString &text);
    void presses(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void typesOn(const QString &text); ///< into whatever has the focus

    /// Names that can be read on the screen now, top to bottom.
    [[nodiscard]] QStringList visibleNames() const;
    [[nodiscard]] QImage picture() const;
    [[nodiscard]] QString complaint() const { return m_complaint; }
    [[nodiscard]] QQuickWindow *window() const { return m_window; }

private:
    [[nodiscard]] QQuickItem *find(const std::function<bool(const QString &)> &fits, bool wantsInput) const;
    [[nodiscard]] bool clickOn(QQuickItem *item);
    void scrollTo(QQuickItem *item) const;
    bool fail(const QString &what);

    QQuickWindow *m_window;
    std::chrono::milliseconds m_patience;
    QString m_complaint;
};

} // namespace safelight::test
