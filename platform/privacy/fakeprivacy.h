// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/privacy/privacy.h"

namespace safelight
{

/// Counts, and refuses when told to.
class FakePrivacy final : public Privacy
{
public:
    [[nodiscard]] Done harden() override
    {
        ++hardened;
        return refuses ? Done(ErrorCode::Unsupported) : done();
    }

    int hardened = 0;
    bool refuses = false;
};

} // namespace safelight
