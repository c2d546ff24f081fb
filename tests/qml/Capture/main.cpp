// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/qmlsupport.h"

#include <QQmlEngine>
#include <QtQuickTest>

/// Qt Quick Test with the real models: each test makes a CaptureFixture of Safelight.Test.
class CaptureTestSetup final : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable() { safelight::test::prepareQmlApplication(); }
    void qmlEngineAvailable(QQmlEngine *engine) { safelight::test::prepareQmlEngine(*engine); }
};

QUICK_TEST_MAIN_WITH_SETUP(safelight, CaptureTestSetup)

#include "main.moc"
