// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <QString>

namespace safelight
{

/// A correction being written. As CBOR it is the content of a Draft of the amendment type.
struct AmendmentDraft {
    Uuid concern;
    QString text;
    friend bool operator==(const AmendmentDraft &, const AmendmentDraft &) = default;

    [[nodiscard]] QByteArray toCbor() const;
    /// Error: Malformed.
    [[nodiscard]] static Result<AmendmentDraft> fromCbor(const QByteArray &cbor);
};

} // namespace safelight
