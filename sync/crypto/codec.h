// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

namespace safelight
{

/// Header.codec: how the change-set lies in the sealed text.
inline constexpr std::uint8_t kCodecStored = 0;      ///< as it is
inline constexpr std::uint8_t kCodecDictionary1 = 1; ///< one zstd frame, level 9, with assets/dictionary/1.zdict

struct Compressed {
    std::uint8_t codec = kCodecStored;
    QByteArray bytes;
};
/// The shorter of stored and compressed.
[[nodiscard]] Compressed compressChange(ByteView plain);
/// Errors: Unsupported (codec), Malformed, TooLarge (more than kMaxChangeBytes come out).
[[nodiscard]] Result<QByteArray> decompressChange(std::uint8_t codec, ByteView bytes);

} // namespace safelight
