// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/person/person.h"

#include <QAccessible>
#include <QQuickItem>
#include <QTest>
#include <QtQuickTest>

namespace safelight::test
{

namespace
{

const QString kLabelEnd = QStringLiteral(". ");

QString nameOf(QQuickItem *item)
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(item);
    if (!accessible || !accessible->isValid())
        return {};
    const QString name = accessible->text(QAccessible::Name);
    // Qt tells no name of a hidden field; ours say their label first in the description.
    return name.isEmpty() && accessible->state().passwordEdit
               ? accessible->text(QAccessible::Description).section(kLabelEnd, 0, 0)
               : name;
}

QAccessible::Role roleOf(QQuickItem *item)
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(item);
    return accessible && accessible->isValid() ? accessible->role() : QAccessible::NoRole;
}

bool isInput(QQuickItem *item)
{
    const QAccessible::Role role = roleOf(item);
    return role == QAccessible::EditableText || item->inherits("QQuickTextInput") || item->inherits("QQuickTextEdit");
}

bool canBePressed(QQuickItem *item)
{
    switch (roleOf(item)) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ListItem:
    case QAccessible::PageTab:
    case QAccessible::MenuItem:
    case QAccessible::Link:
    case QAccessible::ButtonMenu: return true;
    default: return false;
    }
}

/// Children in the order they are painted; what is painted last is on top.
template <class Visit>
void walk(QQuickItem *item, const Visit &visit)
{
    if (!item->isVisible() || item->opacity() <= 0)
        return;
    visit(item);
    for (QQuickItem *child : item->childItems())
        walk(child, visit);
}

} // namespace

Person::Person(QQuickWindow *window, std::chrono::milliseconds patience)
    : m_window(window)
    , m_patience(patience)
{
}

void Person::sitDown()
{
    m_window->raise();
    m_window->requestActivate();
    [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(m_window, int(m_patience.count()));
}

bool Person::waitsUntil(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, int(m_patience.count()));
}

QStringList Person::visibleNames() const
{
    QStringList names;
    walk(m_window->contentItem(), [&](QQuickItem *item) {
        const QString name = nameOf(item);
        if (!name.isEmpty() && !names.contains(name))
            names.append(name);
    });
    return names;
}

bool Person::fail(const QString &what)
{
    m_complaint = what + QStringLiteral("; on the screen: ") + visibleNames().join(QStringLiteral(" | "));
    return false;
}

bool Person::sees(const QString &name)
{
    return waitsUntil([&] { return visibleNames().contains(name); }) ||
           fail(QStringLiteral("did not see \"%1\"").arg(name));
}

bool Person::seesText(const QString &part)
{
    return waitsUntil([&] { return visibleNames().join(u'\n').contains(part); }) ||
           fail(QStringLiteral("did not see \"…%1…\"").arg(part));
}

QQuickItem *Person::find(const std::function<bool(const QString &)> &fits, bool wantsInput) const
{
    QQuickItem *found = nullptr; // the last one: a popup is painted after the page below it
    walk(m_window->contentItem(), [&](QQuickItem *item) {
        if (item->isEnabled() && (wantsInput ? isInput(item) : canBePressed(item)) && fits(nameOf(item)))
            found = item;
    });
    return found;
}

void Person::scrollTo(QQuickItem *item) const
{
    for (QQuickItem *up = item->parentItem(); up; up = up->parentItem()) {
        if (!up->inherits("QQuickFlickable"))
            continue;
        const QRectF box = item->mapRectToItem(up, item->boundingRect());
        qreal contentY = up->property("contentY").toReal();
        const qreal most = up->property("contentHeight").toReal() - up->height();
        if (box.bottom() > up->height())
            contentY += box.bottom() - up->height() + 8;
        else if (box.top() < 0)
            contentY += box.top() - 8;
        else
            continue;
        up->setProperty("contentY", std::clamp(contentY, 0.0, std::max(0.0, most)));
        QCoreApplication::processEvents();
    }
}

bool Person::clickOn(QQuickItem *item)
{
    // Nobody clicks on what has not come to rest.
    if (!QQuickTest::qWaitForPolish(m_window, int(m_patience.count())))
        return fail(QStringLiteral("the window does not come to rest"));
    scrollTo(item);
    const QPointF centre = item->mapToScene(item->boundingRect().center());
    if (!QRectF(0, 0, m_window->width(), m_window->height()).contains(centre))
        return fail(QStringLiteral("\"%1\" lies outside the window").arg(nameOf(item)));
    QTest::mouseClick(m_window, Qt::LeftButton, Qt::NoModifier, centre.toPoint());
    return true;
}

bool Person::clicksWhat(const std::function<bool(const QString &)> &fits, const QString &described)
{
    QQuickItem *item = nullptr;
    if (!waitsUntil([&] { return (item = find(fits, false)) != nullptr; }))
        return fail(QStringLiteral("nothing to press: \"%1\"").arg(described));
    return clickOn(item);
}

bool Person::clicks(const QString &name)
{
    return clicksWhat([&](const QString &seen) { return seen == name; }, name);
}

bool Person::types(const QString &name, const QString &text)
{
    QQuickItem *item = nullptr;
    if (!waitsUntil([&] { return (item = find([&](const QString &seen) { return seen == name; }, true)) != nullptr; }))
        return fail(QStringLiteral("no input \"%1\"").arg(name));
    if (!m_window->isActive())
        sitDown();
    if (!clickOn(item))
        return false;
    if (!waitsUntil([&] {
            return item->hasActiveFocus() ||
                   (m_window->activeFocusItem() && item->isAncestorOf(m_window->activeFocusItem()));
        }))
        return fail(QStringLiteral("no focus in \"%1\"").arg(name));
    typesOn(text);
    return true;
}

void Person::typesOn(const QString &text)
{
    for (const QChar letter : text) {
        // Keys as an input method would give them: one letter at a time, whatever the script.
        QKeyEvent down(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
        QKeyEvent up(QEvent::KeyRelease, 0, Qt::NoModifier, QString(letter));
        QCoreApplication::sendEvent(m_window, &down);
        QCoreApplication::sendEvent(m_window, &up);
    }
    QCoreApplication::processEvents();
}

void Person::presses(Qt::Key key, Qt::KeyboardModifiers modifiers) { QTest::keyClick(m_window, key, modifiers); }

QImage Person::picture() const
{
    QCoreApplication::processEvents();
    return m_window->grabWindow();
}

} // namespace safelight::test
