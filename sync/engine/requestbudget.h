// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/error.h"
#include "sync/wire/limits.h"

namespace safelight
{

/// How much one exchange may carry. At least one envelope goes in every request, however small the budget.
struct RequestBudget {
    static constexpr qint64 kFloor = qint64(16) * 1024;

    qint64 pushBytes = kMaxRequestBytes - 4096; ///< up: envelopes and what is around them
    qint64 answerBytes = kDefaultAnswerBytes;   ///< down: SyncRequest::maxBytes; 0: only what is said of own envelopes
    friend bool operator==(const RequestBudget &, const RequestBudget &) = default;
};

/// The budget that this link carries in time (sync-protocol section 13). The service gives a body a minute and keeps
/// nothing of one that was cut, so a request that is too large for the link would be sent again for ever.
class LinkBudget
{
public:
    /// For the next request.
    [[nodiscard]] RequestBudget next() const { return m_budget; }
    /// An answer came back whole. The budget doubles, after a failure not before some more answers at this size.
    void answered();
    /// The exchange failed. Half as much next time, where the link may be the reason; every other reason changes
    /// nothing.
    void failed(ErrorCode why);

private:
    RequestBudget m_budget;
    int m_answersToGo = 1; ///< until the budget doubles
};

} // namespace safelight
