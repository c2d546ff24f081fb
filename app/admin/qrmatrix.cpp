// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/qrmatrix.h"

#include <memory>
#include <qrencode.h>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qsizetype kComfortableBytes = 300; // up to here level M stays small enough to scan from a laptop
}

Result<QrMatrix> qrMatrixOf(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const QRecLevel level = bytes.size() <= kComfortableBytes ? QR_ECLEVEL_M : QR_ECLEVEL_L;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(int(bytes.size()), reinterpret_cast<const unsigned char *>(bytes.constData()), 0, level),
        &QRcode_free);
    if (!code)
        return Error{ErrorCode::TooLarge, u"QR code"_s};
    QrMatrix matrix;
    matrix.size = code->width;
    matrix.dark.reserve(qsizetype(code->width) * code->width);
    for (int i = 0; i < code->width * code->width; ++i)
        matrix.dark.append((code->data[i] & 1) != 0);
    return matrix;
}

} // namespace safelight
