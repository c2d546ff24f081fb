// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"

#include <QFileDevice>
#include <cerrno>

namespace safelight
{

/// What a file that cannot be read or written suffers from, right after the call that failed: DiskFull or DiskFault.
[[nodiscard]] inline Error diskError(const QFileDevice &file)
{
    return {errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::DiskFault,
            QStringLiteral("file error %1").arg(int(file.error()))};
}

} // namespace safelight
