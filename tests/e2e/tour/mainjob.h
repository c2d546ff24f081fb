// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/e2e/tour/album.h"
#include "tests/e2e/tour/leaks.h"
#include "tests/e2e/tour/report.h"
#include "tests/e2e/tour/stage.h"

namespace safelight::tour
{

/// The words that people write in the tour: invented, and looked for afterwards wherever they must not be.
struct Script {
    QString champion, championPassphrase;
    QString worker, workerPassphrase;
    QString librarian, librarianPassphrase;
    QString saw, said, place, who;
    QString kioskSaw;
    QString why, alternatives, answer;

    [[nodiscard]] static Script practice();
    /// Everything of it that is content.
    [[nodiscard]] QStringList secrets() const { return {saw, said, place, who, kioskSaw, why, alternatives, answer}; }
};

/// The acts of the tour, in order. Each adds its steps to the report.
void setUpAct(Report &report, Stage &stage, const Script &script);
void enrolAct(Report &report, Stage &stage, const Script &script, Album &album);
void tabletAct(Report &report, Stage &stage, const Script &script, Album &album);
void kioskAct(Report &report, Stage &stage, const Script &script, Album &album, QString &slip);
void championAct(Report &report, Stage &stage, const Script &script, Album &album);
void answerAct(Report &report, Stage &stage, const Script &script, Album &album, const QString &slip);
void proofAct(Report &report, Stage &stage, const Script &script);
void themesAct(Report &report, Stage &stage, Album &album);

} // namespace safelight::tour
