// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/privacy/privacy.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

class LinuxPrivacy final : public Privacy
{
public:
    [[nodiscard]] Done harden() override
    {
        const rlimit none{0, 0};
        if (setrlimit(RLIMIT_CORE, &none) != 0)
            return Error{ErrorCode::Unsupported, u"RLIMIT_CORE"_s};
        // Also stops ptrace and /proc/PID/mem of other programs of the same user.
        if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
            return Error{ErrorCode::Unsupported, u"PR_SET_DUMPABLE"_s};
        return done();
    }
};

} // namespace

std::unique_ptr<Privacy> makePrivacy() { return std::make_unique<LinuxPrivacy>(); }

} // namespace safelight
