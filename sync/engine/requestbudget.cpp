// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine/requestbudget.h"

#include <algorithm>

namespace safelight
{

namespace
{

constexpr int kAnswersAfterFailure = 4; // or every other request would be the one that is too large

} // namespace

void LinkBudget::answered()
{
    if (--m_answersToGo > 0)
        return;
    constexpr RequestBudget kCeiling;
    m_budget.pushBytes = std::min(kCeiling.pushBytes, m_budget.pushBytes * 2);
    m_budget.answerBytes = std::min(kCeiling.answerBytes, m_budget.answerBytes * 2);
    m_answersToGo = 1;
}

void LinkBudget::failed(ErrorCode why)
{
    if (why != ErrorCode::TimedOut) // offline, nothing was carried that could have been too much
        return;
    m_budget.pushBytes = std::max(RequestBudget::kFloor, m_budget.pushBytes / 2);
    m_budget.answerBytes = std::max(RequestBudget::kFloor, m_budget.answerBytes / 2);
    m_answersToGo = kAnswersAfterFailure;
}

} // namespace safelight
