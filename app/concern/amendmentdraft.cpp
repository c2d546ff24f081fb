// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/amendmentdraft.h"

#include <QCborMap>
#include <QCborValue>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qint64 kConcernKey = 1;
constexpr qint64 kTextKey = 2;
} // namespace

QByteArray AmendmentDraft::toCbor() const
{
    return QCborMap{{kConcernKey, concern.toByteArray()}, {kTextKey, text}}.toCborValue().toCbor();
}

Result<AmendmentDraft> AmendmentDraft::fromCbor(const QByteArray &cbor)
{
    const QCborMap map = QCborValue::fromCbor(cbor).toMap();
    const auto concern = Uuid::from(QByteArrayView(map.value(kConcernKey).toByteArray()));
    if (!concern)
        return Error{ErrorCode::Malformed, u"draft content"_s};
    return AmendmentDraft{*concern, map.value(kTextKey).toString()};
}

} // namespace safelight
