// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/clipboard/clipboard.h"

namespace safelight
{

/// Counts.
class FakeClipboard final : public Clipboard
{
public:
    void forgetOurs() override { ++forgotten; }

    int forgotten = 0;
};

} // namespace safelight
