// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/error.h"
#include "sync/service/httpmessage.h"

#include <QJsonObject>

namespace safelight::service
{

/// An error as application/problem+json (RFC 9457): type "urn:safelight:problem:<name>", title, status,
/// support_code "SL-<ErrorCode>". Never the Error's detail.
[[nodiscard]] HttpAnswer problem(ErrorCode code, const QJsonObject &more = {});
/// The same with a status of HTTP's own (405, 408, 411, 415, 431).
[[nodiscard]] HttpAnswer httpProblem(int status);
/// 429 or 503 that says when to come again.
[[nodiscard]] HttpAnswer comeAgain(ErrorCode code, int seconds);

} // namespace safelight::service
