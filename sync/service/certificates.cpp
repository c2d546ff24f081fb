// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/certificates.h"

#include "sync/base/bytes.h"
#include "sync/crypto/secret.h"

#include <algorithm>
#include <memory>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sodium/crypto_hash_sha256.h>

using namespace Qt::StringLiterals;

namespace safelight::service
{

namespace
{

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using CertPtr = std::unique_ptr<X509, Freed<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;

Error openSslError(const char *what) { return {ErrorCode::Internal, QString::fromLatin1(what)}; }

QByteArray textOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, qsizetype(size)};
}

QByteArray pemOf(X509 *certificate)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    return PEM_write_bio_X509(bio.get(), certificate) == 1 ? textOf(bio.get()) : QByteArray();
}

QByteArray pemOf(EVP_PKEY *key)
{
    const BioPtr bio(BIO_new(BIO_s_secmem()));
    return PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1 ? textOf(bio.get())
                                                                                                     : QByteArray();
}

CertPtr certificateOf(const QByteArray &pem)
{
    const BioPtr bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    return CertPtr(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

KeyPtr keyOf(const QByteArray &pem)
{
    const BioPtr bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    return KeyPtr(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

/// Names go into OpenSSL's little language; what could be read as more than a name stays out.
bool isPlainName(const QString &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'.' ||
               c == u'-' || c == u':' || c == u'*';
    });
}

bool extend(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool name(X509_NAME *subject, const char *field, const QString &value)
{
    const QByteArray text = value.toUtf8();
    return value.isEmpty() || X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8,
                                                         reinterpret_cast<const unsigned char *>(text.constData()),
                                                         int(text.size()), -1, 0) == 1;
}

CertPtr draft(const CertificateSpec &spec, EVP_PKEY *key)
{
    CertPtr certificate(X509_new());
    std::array<std::byte, 16> serial{};
    randomBytes(serial);
    serial[0] &= std::byte{0x7f}; // a positive number
    BIGNUM *number = BN_bin2bn(uchars(ByteView(serial)), int(serial.size()), nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
    BN_free(number);
    const auto seconds = [](UnixTime time) { return time_t(toMs(time) / 1000); };
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), seconds(spec.notBefore));
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), seconds(spec.notAfter));
    X509_NAME *subject = X509_get_subject_name(certificate.get());
    if (!name(subject, "O", spec.organisation) || !name(subject, "CN", spec.commonName) ||
        X509_set_pubkey(certificate.get(), key) != 1)
        return {};
    return certificate;
}

Result<CertifiedKey> signedBy(X509 *certificate, EVP_PKEY *own, EVP_PKEY *signer)
{
    if (X509_sign(certificate, signer, EVP_sha256()) == 0)
        return openSslError("signing a certificate");
    CertifiedKey out{pemOf(certificate), pemOf(own)};
    if (out.certificatePem.isEmpty() || out.keyPem.isEmpty())
        return openSslError("writing a certificate");
    return out;
}

} // namespace

Result<CertifiedKey> makeAuthority(const CertificateSpec &spec)
{
    const KeyPtr key(EVP_EC_gen("P-256"));
    const CertPtr certificate = key ? draft(spec, key.get()) : nullptr;
    if (!certificate)
        return openSslError("making an authority");
    X509 *own = certificate.get();
    X509_set_issuer_name(own, X509_get_subject_name(own));
    if (!extend(own, own, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") ||
        !extend(own, own, NID_key_usage, "critical,keyCertSign,cRLSign") ||
        !extend(own, own, NID_subject_key_identifier, "hash"))
        return openSslError("an authority's extensions");
    return signedBy(own, key.get(), key.get());
}

Result<CertifiedKey> issueCertificate(const CertificateSpec &spec, const CertifiedKey &authority)
{
    const CertPtr issuer = certificateOf(authority.certificatePem);
    const KeyPtr signer = keyOf(authority.keyPem);
    if (!issuer || !signer)
        return Error{ErrorCode::Damaged, u"certificate authority"_s};
    QByteArrayList names;
    for (const auto &[kind, values] : {std::pair("DNS:", spec.dnsNames), std::pair("IP:", spec.addresses)}) {
        for (const QString &value : values) {
            if (!isPlainName(value))
                return Error{ErrorCode::Invalid, u"host name"_s};
            names.append(kind + value.toLatin1());
        }
    }
    const KeyPtr key(EVP_EC_gen("P-256"));
    const CertPtr certificate = key ? draft(spec, key.get()) : nullptr;
    if (!certificate)
        return openSslError("making a certificate");
    X509 *own = certificate.get();
    X509_set_issuer_name(own, X509_get_subject_name(issuer.get()));
    if (!extend(own, issuer.get(), NID_basic_constraints, "critical,CA:FALSE") ||
        !extend(own, issuer.get(), NID_key_usage, "critical,digitalSignature") ||
        !extend(own, issuer.get(), NID_ext_key_usage, "serverAuth") ||
        !extend(own, issuer.get(), NID_subject_key_identifier, "hash") ||
        !extend(own, issuer.get(), NID_authority_key_identifier, "keyid:always") ||
        (!names.isEmpty() && !extend(own, issuer.get(), NID_subject_alt_name, names.join(','))))
        return openSslError("a certificate's extensions");
    return signedBy(own, key.get(), signer.get());
}

Result<QByteArray> spkiPinOf(const QByteArray &certificatePem)
{
    const CertPtr certificate = certificateOf(certificatePem);
    unsigned char *der = nullptr;
    const int size = certificate ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der) : -1;
    if (size <= 0)
        return Error{ErrorCode::Damaged, u"certificate"_s};
    QByteArray pin(crypto_hash_sha256_BYTES, Qt::Uninitialized);
    crypto_hash_sha256(reinterpret_cast<unsigned char *>(pin.data()), der, std::size_t(size));
    OPENSSL_free(der);
    return pin;
}

} // namespace safelight::service
