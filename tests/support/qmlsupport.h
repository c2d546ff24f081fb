// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QQmlEngine;

namespace safelight::test
{

/// What every QML test and picture needs before its first scene: icons and fonts.
void prepareQmlApplication();
/// Import paths of the modules that are linked in.
void prepareQmlEngine(QQmlEngine &engine);

} // namespace safelight::test
