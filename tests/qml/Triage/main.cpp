// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Triage/triagescene.h"
#include "tests/support/qmlsupport.h"

#include <QQmlEngine>
#include <QtQuickTest>

/// Gives the tests their scene as Safelight.TestTriage/Scene.
class TriageTestSetup final : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable()
    {
        safelight::test::prepareQmlApplication();
        if (!safelight::initCrypto())
            qFatal("no cryptography");
        qmlRegisterSingletonInstance("Safelight.TestTriage", 1, 0, "Scene", &m_scene);
    }
    void qmlEngineAvailable(QQmlEngine *engine) { safelight::test::prepareQmlEngine(*engine); }
    void cleanupTestCase() { m_scene.end(); }

private:
    safelight::testing::TriageScene m_scene;
};

QUICK_TEST_MAIN_WITH_SETUP(triage, TriageTestSetup)

#include "main.moc"
