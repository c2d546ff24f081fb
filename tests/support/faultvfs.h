// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <memory>

namespace safelight::testing
{

/// A disk that can be full or broken, between SQLite and the operating system. While one lives it is what every new
/// connection of this process uses. One at a time; outlives the connections.
class FaultVfs final
{
public:
    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs &) = delete;
    FaultVfs &operator=(const FaultVfs &) = delete;

    /// Bytes by which files may still grow. Negative = no limit.
    void setFreeBytes(qint64 bytes);
    /// From now on every flush to the disk fails, or works again.
    void setSyncFails(bool fails);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace safelight::testing
