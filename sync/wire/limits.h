// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <limits>

namespace safelight
{

// sync-protocol sections 4 and 11. Bytes unless said. All are reported to people before they are hit.
inline constexpr qsizetype kBoxHeaderBytes = 112;
inline constexpr qsizetype kHeaderBytes = 176;
inline constexpr qsizetype kSignedHeaderBytes = 240; ///< header ‖ signature
inline constexpr qsizetype kMaxEnvelopeBytes = qsizetype(256) * 1024;
inline constexpr qsizetype kMaxCompressedChange = qsizetype(192) * 1024;
inline constexpr qsizetype kMaxChangeBytes = qsizetype(1024) * 1024; ///< decompressed
inline constexpr int kMaxCborDepth = 8;
inline constexpr std::uint64_t kMaxNumber = std::numeric_limits<std::int64_t>::max(); ///< readers refuse any above
inline constexpr qsizetype kMaxRequestBytes = qsizetype(1024) * 1024;
inline constexpr qsizetype kMaxResponseBytes =
    qsizetype(4) * 1024 * 1024; ///< what a client reads at most: answers ‖ control
inline constexpr qsizetype kMaxSmallMessageBytes = qsizetype(64) * 1024; ///< every body but those of /v1/sync
inline constexpr int kMaxAsksPerRequest = 64;
inline constexpr qsizetype kDefaultAnswerBytes = qsizetype(512) * 1024;
inline constexpr int kMaxWaitSeconds = 50;

} // namespace safelight
