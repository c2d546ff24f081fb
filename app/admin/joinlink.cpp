// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/joinlink.h"

#include <QSslCertificate>
#include <QUrlQuery>

namespace safelight::joinlink
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kPinBytes = 32;
constexpr qsizetype kMaxLinkCharacters = 16L * 1024;
constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

std::optional<QByteArray> fromBase64(const QString &text)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(text.toLatin1(), kBase64 | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(*decoded) : std::nullopt;
}

/// As a link comes out of a letter: with spaces and line ends of any kind anywhere.
QString withoutSpaces(const QString &typed)
{
    QString text;
    for (const QChar c : typed) {
        if (!c.isSpace())
            text.append(c);
    }
    return text;
}

Result<JoinLink> parseLink(const QUrl &link)
{
    const QUrlQuery query(link.query(QUrl::FullyEncoded));
    auto item = [&query](const QString &key) { return query.queryItemValue(key, QUrl::FullyDecoded); };
    for (const QString &key : {u"u"_s, u"c"_s}) { // of two, a person and the program might read another one each
        if (query.allQueryItemValues(key).size() > 1)
            return Error{ErrorCode::Malformed, u"link says a thing twice"_s};
    }
    Result<InviteCode> code = InviteCode::parse(item(u"c"_s));
    if (!code)
        return code.error();
    const Result<QUrl> url = parseAddress(item(u"u"_s));
    if (!url)
        return url.error();
    ServiceAddress address{*url, {}, {}};
    const QStringList pins = query.allQueryItemValues(u"p"_s, QUrl::FullyDecoded);
    for (const QString &pin : pins) {
        const std::optional<QByteArray> bytes = fromBase64(pin);
        if (!bytes || bytes->size() != kPinBytes)
            return Error{ErrorCode::Invalid, u"pin in the link"_s};
        address.spkiPins.append(*bytes);
    }
    const QStringList authorities = query.allQueryItemValues(u"a"_s, QUrl::FullyDecoded);
    for (const QString &authority : authorities) {
        const std::optional<QByteArray> der = fromBase64(authority);
        const QSslCertificate certificate(der.value_or(QByteArray()), QSsl::Der);
        if (certificate.isNull() || certificate.toDer() != *der) // one certificate, and nothing behind it
            return Error{ErrorCode::Invalid, u"certificate in the link"_s};
        address.caPem += certificate.toPem();
    }
    return JoinLink{std::move(*code), address};
}

} // namespace

QString format(const InviteCode &code, const ServiceAddress &address)
{
    // Everything but the address is made of letters that no query changes.
    QByteArray link = "safelight://join?u=" + QUrl::toPercentEncoding(address.url.toString(QUrl::FullyEncoded));
    link += "&c=" + code.text().toLatin1();
    for (const QByteArray &pin : address.spkiPins)
        link += "&p=" + pin.toBase64(kBase64);
    const QList<QSslCertificate> authorities = QSslCertificate::fromData(address.caPem, QSsl::Pem);
    for (const QSslCertificate &authority : authorities)
        link += "&a=" + authority.toDer().toBase64(kBase64);
    return QString::fromLatin1(link);
}

Result<JoinLink> parse(const QString &typed)
{
    const QString text = withoutSpaces(typed);
    if (text.size() > kMaxLinkCharacters)
        return Error{ErrorCode::Malformed, u"link too long"_s};
    if (text.startsWith("safelight:"_L1, Qt::CaseInsensitive)) {
        const QUrl link(text, QUrl::StrictMode);
        const bool isPlain = link.isValid() && !link.hasFragment() && (link.path().isEmpty() || link.path() == "/"_L1);
        if (!isPlain || link.authority().compare("join"_L1, Qt::CaseInsensitive) != 0) // no user, no port
            return Error{ErrorCode::Malformed, u"link"_s};
        return parseLink(link);
    }
    Result<InviteCode> code = InviteCode::parse(text);
    if (!code)
        return code.error();
    return JoinLink{std::move(*code), std::nullopt};
}

Result<QUrl> parseAddress(const QString &typed)
{
    QString text = typed.trimmed();
    if (!text.contains("://"_L1))
        text.prepend("https://"_L1);
    while (text.endsWith(u'/'))
        text.chop(1);
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != "https"_L1 || url.host().isEmpty() || !url.userInfo().isEmpty() ||
        !url.path().isEmpty() || url.hasQuery() || url.hasFragment())
        return Error{ErrorCode::Invalid, u"service address"_s};
    return url;
}

} // namespace safelight::joinlink
