// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/codec.h"

#include "sync/wire/limits.h"

#include <QFile>

#include <QtEndian>

#include <memory>
#include <zstd.h>

namespace safelight
{

namespace
{

constexpr int kLevel = 9;

struct FreeZstd {
    void operator()(ZSTD_CDict *dictionary) const { ZSTD_freeCDict(dictionary); }
    void operator()(ZSTD_DDict *dictionary) const { ZSTD_freeDDict(dictionary); }
    void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};
template <class T>
using ZstdPtr = std::unique_ptr<T, FreeZstd>;

/// The shipped dictionary, digested once. Constant from then on, so every thread may read it.
struct Dictionary {
    ZstdPtr<ZSTD_CDict> compress;
    ZstdPtr<ZSTD_DDict> decompress;
};

const Dictionary &dictionary1()
{
    static const Dictionary loaded = [] {
        QFile file(QStringLiteral(":/safelight/dictionary/1.zdict"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the compression dictionary is missing from this build");
        const QByteArray bytes = file.readAll();
        const auto size = static_cast<std::size_t>(bytes.size());
        return Dictionary{ZstdPtr<ZSTD_CDict>(ZSTD_createCDict(bytes.constData(), size, kLevel)),
                          ZstdPtr<ZSTD_DDict>(ZSTD_createDDict(bytes.constData(), size))};
    }();
    return loaded;
}

QByteArray compressWithDictionary(ByteView plain)
{
    const ZstdPtr<ZSTD_CCtx> context(ZSTD_createCCtx());
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_dictIDFlag, 0); // the header's codec byte says it
    ZSTD_CCtx_refCDict(context.get(), dictionary1().compress.get());
    QByteArray out(static_cast<qsizetype>(ZSTD_compressBound(plain.size())), Qt::Uninitialized);
    const std::size_t size =
        ZSTD_compress2(context.get(), out.data(), static_cast<std::size_t>(out.size()), plain.data(), plain.size());
    if (ZSTD_isError(size))
        return {};
    out.truncate(static_cast<qsizetype>(size));
    return out;
}

/// Whether it is a frame with something in it: zstd takes "skippable" ones too, of any size, for no text at all.
bool isFrame(ByteView bytes)
{
    return bytes.size() >= sizeof(quint32) && qFromLittleEndian<quint32>(bytes.data()) == ZSTD_MAGICNUMBER;
}

Result<QByteArray> decompressWithDictionary(ByteView bytes)
{
    if (!isFrame(bytes))
        return ErrorCode::Malformed;
    const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN ||
        ZSTD_findFrameCompressedSize(bytes.data(), bytes.size()) != bytes.size())
        return ErrorCode::Malformed;
    if (size > static_cast<unsigned long long>(kMaxChangeBytes))
        return ErrorCode::TooLarge;
    QByteArray out(static_cast<qsizetype>(size), Qt::Uninitialized);
    const ZstdPtr<ZSTD_DCtx> context(ZSTD_createDCtx());
    const std::size_t got = ZSTD_decompress_usingDDict(context.get(), out.data(), static_cast<std::size_t>(size),
                                                       bytes.data(), bytes.size(), dictionary1().decompress.get());
    if (ZSTD_isError(got) || got != size)
        return ErrorCode::Malformed;
    return out;
}

} // namespace

Compressed compressChange(ByteView plain)
{
    QByteArray small = compressWithDictionary(plain);
    if (!small.isEmpty() && static_cast<std::size_t>(small.size()) < plain.size())
        return {kCodecDictionary1, small};
    return {kCodecStored, viewOf(plain).toByteArray()};
}

Result<QByteArray> decompressChange(std::uint8_t codec, ByteView bytes)
{
    switch (codec) {
    case kCodecStored: return viewOf(bytes).toByteArray();
    case kCodecDictionary1: return decompressWithDictionary(bytes);
    default: return ErrorCode::Unsupported;
    }
}

} // namespace safelight
