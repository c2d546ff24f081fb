// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sync/engine/enginedevice.h"

namespace safelight::testing
{

/// What a response says of one space.
[[nodiscard]] inline Answer &answerOf(SyncResponse &response, const SpaceId &space)
{
    for (Answer &answer : response.answers) {
        if (answer.space == space)
            return answer;
    }
    qFatal("no answer for that space");
}

/// A note and its forward, which nobody has recorded yet.
struct Forward {
    ChangeSet change;
    EmbedOp embed;
};

/// Saves a note in a space and makes its forward.
[[nodiscard]] inline Forward forwardOf(EngineDevice &device, const SpaceId &space, const QString &text)
{
    Engine &engine = *device.engine;
    const ChangeSet change = engine.begin({CreateOp{engine.nextRecord(), 1, {{1, text}}}});
    const auto recorded = engine.record(device.journal, space, change);
    if (!recorded)
        qFatal("the note is not saved");
    const auto embed = engine.embed(device.journal, space, *recorded, change);
    if (!embed)
        qFatal("there is no forward");
    return {change, *embed};
}

/// Records a forward, sealed, in another space.
[[nodiscard]] inline Result<Engine::Recorded> record(EngineDevice &device, const SpaceId &space, const EmbedOp &embed)
{
    return device.engine->record(device.journal, space, device.engine->begin({embed}), true);
}

} // namespace safelight::testing
