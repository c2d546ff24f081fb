// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/announcer/announcer.h"

#include <QAccessible>
#include <QAccessibleObject>
#include <QGuiApplication>
#include <QWindow>

namespace safelight
{
namespace
{

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)

class QtAnnouncer final : public Announcer
{
public:
    void say(const QString &words) override
    {
        if (!QAccessible::isActive() || !QGuiApplication::focusWindow())
            return;
        QAccessibleAnnouncementEvent event(QGuiApplication::focusWindow(), words);
        QAccessible::updateAccessibility(&event);
    }
};

#else

/// Something to be named, for the assistive technology only.
class Voice final : public QObject
{
    Q_OBJECT
public:
    QString words;
};

class VoiceInterface final : public QAccessibleObject
{
public:
    explicit VoiceInterface(Voice *voice)
        : QAccessibleObject(voice)
        , m_voice(voice)
    {
    }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        QWindow *window = QGuiApplication::focusWindow();
        return QAccessible::queryAccessibleInterface(window ? static_cast<QObject *>(window) : qApp);
    }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text of) const override
    {
        return of == QAccessible::Name ? m_voice->words : QString();
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::AlertMessage; }
    [[nodiscard]] QAccessible::State state() const override { return {}; }

    static QAccessibleInterface *of(const QString &, QObject *object)
    {
        auto *voice = qobject_cast<Voice *>(object);
        return voice ? new VoiceInterface(voice) : nullptr; // Qt's cache owns it
    }

private:
    Voice *m_voice;
};

/// Before Qt 6.8 there is no announcement: an alert of an item whose name is what is to be said comes nearest.
class QtAnnouncer final : public Announcer
{
public:
    QtAnnouncer() { QAccessible::installFactory(&VoiceInterface::of); }
    ~QtAnnouncer() override { QAccessible::removeFactory(&VoiceInterface::of); }

    void say(const QString &words) override
    {
        if (!QAccessible::isActive())
            return;
        m_voice.words = words;
        for (const QAccessible::Event kind : {QAccessible::NameChanged, QAccessible::Alert}) {
            QAccessibleEvent event(&m_voice, kind);
            QAccessible::updateAccessibility(&event);
        }
    }

private:
    Voice m_voice;
};

#endif

} // namespace

std::unique_ptr<Announcer> makeAnnouncer() { return std::make_unique<QtAnnouncer>(); }

} // namespace safelight

#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
#include "announcer_qt.moc"
#endif
