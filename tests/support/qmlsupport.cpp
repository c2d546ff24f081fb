// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/qmlsupport.h"

#include "qml/Theme/appearance.h"

#include <QQmlEngine>

using namespace Qt::StringLiterals;

namespace safelight::test
{

void prepareQmlApplication() { prepareAppearance(); }

void prepareQmlEngine(QQmlEngine &engine) { engine.addImportPath(u":/qt/qml"_s); }

} // namespace safelight::test
