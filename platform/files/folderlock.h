// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"

#include <QString>

namespace safelight::files
{

/// Keeps a folder for one program at a time. Needs no room on the disk, and a program that is gone, however it went,
/// holds nothing.
class FolderLock final
{
public:
    /// Does not wait. Errors: InUse (somebody else holds it, in this program or another), DiskFault.
    [[nodiscard]] static Result<FolderLock> take(const QString &folder);
    ~FolderLock();
    FolderLock(FolderLock &&other) noexcept;
    FolderLock &operator=(FolderLock &&) = delete;

private:
    explicit FolderLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    int m_descriptor;
};

} // namespace safelight::files
