// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/qmlsupport.h"

#include <QQmlEngine>
#include <QtQuickTest>

/// Setup of QML tests that need no models from C++. Tests with models have a main of their own beside them.
class QmlTestSetup final : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable() { safelight::test::prepareQmlApplication(); }
    void qmlEngineAvailable(QQmlEngine *engine) { safelight::test::prepareQmlEngine(*engine); }
};

QUICK_TEST_MAIN_WITH_SETUP(safelight, QmlTestSetup)

#include "quicktest_main.moc"
