// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/wire/messages.h"

#include <QString>

namespace safelight
{

/// What a write is for, which decides whether it may use the last room on a disk.
enum class RoomFor : quint8 {
    Finishing, ///< a save, a draft, a delete: what must not be lost now
    Fetching,  ///< what can come again later: not while only finishing is possible
};

/// What taking in the answer to a request needs: that of a push-only one (max_bytes 0) holds nothing to fetch, only
/// what the service has of ours, which empties an outbox.
[[nodiscard]] inline RoomFor roomForAnswerTo(const SyncRequest &asked)
{
    return asked.maxBytes == 0 ? RoomFor::Finishing : RoomFor::Fetching;
}

/// Room kept for the moment in which the disk is full (reliability.md 3.5 and F6), given away so that a save, a draft
/// or a delete can be finished. Nothing here ever fails what it is meant to help. Any thread.
class Reserve
{
public:
    virtual ~Reserve() = default;
    /// Makes it whole again where there is room for it and as much again.
    virtual void make() = 0;
    /// Gives its room away. False: there was none to give.
    [[nodiscard]] virtual bool release() = 0;
    /// Given away, or never made, and there is no room to make it: only finishing and deleting is possible.
    [[nodiscard]] virtual bool isSpent() const = 0;
};

/// The real one: a file of a device's data folder that holds nothing but its room. Whoever uses the folder may have
/// one of these; what they share is the file.
class ReserveFile final : public Reserve
{
public:
    static constexpr qint64 kBytes = 32LL * 1024 * 1024;

    explicit ReserveFile(const QString &dataFolder, qint64 bytes = kBytes);
    void make() override;
    [[nodiscard]] bool release() override;
    [[nodiscard]] bool isSpent() const override;

private:
    [[nodiscard]] bool isHeld() const;
    [[nodiscard]] bool isRoomToMake() const;
    QString m_folder;
    QString m_path;
    qint64 m_bytes;
};

} // namespace safelight
