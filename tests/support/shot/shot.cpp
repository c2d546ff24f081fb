// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shot/shot.h"

#include <QEventLoop>
#include <QFileInfo>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTimer>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace safelight::test
{
namespace
{

/// Bindings, layouts and short animations come to rest within a few frames.
void settle(QQuickWindow &window)
{
    for (int frame = 0; frame < 6; ++frame) {
        QEventLoop loop;
        QTimer::singleShot(60, &loop, &QEventLoop::quit);
        loop.exec();
        (void)window.grabWindow();
    }
}

QByteArray frameSource(const Shot &shot)
{
    const QString mode = shot.theme == u"night"      ? u"Theme.Night"_s
                         : shot.theme == u"contrast" ? u"Theme.HighContrast"_s
                                                     : u"Theme.Day"_s;
    return u"import QtQuick\nimport Safelight.Theme\nWindow {\n visible: true\n color: Theme.surface\n"
           "Component.onCompleted: { Theme.mode = %1; Theme.textScale = %2; Theme.reducedMotion = true }\n}\n"_s
               .arg(mode)
               .arg(shot.textScale)
               .toUtf8();
}

} // namespace

ShotResult takeShot(QQmlEngine &engine, const Shot &shot)
{
    ShotResult result;
    const auto heard = QObject::connect(&engine, &QQmlEngine::warnings, &engine, [&](const QList<QQmlError> &errors) {
        for (const QQmlError &error : errors)
            result.warnings.append(error.toString());
    });

    QQmlComponent frame(&engine);
    frame.setData(frameSource(shot), QUrl(u"qrc:/shot/Frame.qml"_s));
    const std::unique_ptr<QObject> frameObject(frame.isReady() ? frame.create() : nullptr);
    auto *window = qobject_cast<QQuickWindow *>(frameObject.get());

    QQmlComponent page(&engine);
    if (const qsizetype slash = shot.source.indexOf(u'/'); slash > 0 && !shot.source.endsWith(u".qml")) {
        const QString text = u"import %1\n%2 {}\n"_s.arg(shot.source.left(slash), shot.source.mid(slash + 1));
        page.setData(text.toUtf8(), QUrl(u"qrc:/shot/Page.qml"_s));
    } else {
        page.loadUrl(QUrl::fromLocalFile(QFileInfo(shot.source).absoluteFilePath()));
    }
    const std::unique_ptr<QObject> pageObject(page.isReady() ? page.createWithInitialProperties(shot.properties)
                                                             : nullptr);
    for (const QQmlError &error : frame.errors() + page.errors())
        result.warnings.append(error.toString());

    auto *item = qobject_cast<QQuickItem *>(pageObject.get());
    if (window && item) {
        window->resize(shot.size);
        item->setParentItem(window->contentItem());
        item->setSize(shot.size);
        settle(*window);
        result.image = window->grabWindow();
        item->setParentItem(nullptr);
    } else if (result.warnings.isEmpty()) {
        result.warnings.append(u"%1 is not an Item"_s.arg(shot.source));
    }
    QObject::disconnect(heard);
    return result;
}

} // namespace safelight::test
