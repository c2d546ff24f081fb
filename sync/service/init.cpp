// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/certificates.h"
#include "sync/service/program.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace safelight::service
{

namespace
{

constexpr auto kAuthorityLife = std::chrono::hours(24 * 3650);
constexpr auto kServerLife = std::chrono::hours(24 * 1825); // its key is pinned by devices: it must not run out soon
constexpr auto kBackdated = std::chrono::hours(48);         // devices whose clock is somewhat behind

struct Wanted {
    const Surroundings &here;
    DataFolder folder;
    SignPublic rootPk;
    QStringList names;
    QString certificate;
    QString certificateKey;
};

/// The names and addresses the server answers to: what was given, and the loopback.
QStringList allNames(const QStringList &given)
{
    QStringList names = given;
    names << u"localhost"_s << u"127.0.0.1"_s;
    names.removeDuplicates();
    return names;
}

/// The folder, and in a fresh one first of all the mark that init has begun.
Done makeFolder(const DataFolder &folder)
{
    QDir dir;
    if (!dir.mkpath(folder.path))
        return Error{ErrorCode::DiskFault, u"cannot make the folder"_s};
    if (stateOf(folder) == FolderState::Fresh) {
        if (Done marked = writePrivate(folder.unfinished(), "removed when init is done\n"); !marked)
            return marked;
    }
    if (!dir.mkpath(folder.path + u"/tls"_s))
        return Error{ErrorCode::DiskFault, u"cannot make the folder"_s};
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    for (const QString &path : {folder.path, folder.path + u"/tls"_s})
        QFile::setPermissions(path, owner);
    return done();
}

/// An organisation CA of its own and a certificate under it; or what the administrator brought.
Done makeCertificates(const Wanted &wanted)
{
    const DataFolder &folder = wanted.folder;
    if (QFile::exists(folder.tls("server.key")))
        return done(); // an earlier init got this far
    if (!wanted.certificate.isEmpty()) {
        const auto certificate = readFile(wanted.certificate);
        const auto key = readFile(wanted.certificateKey);
        if (!certificate || !key || !spkiPinOf(*certificate))
            return Error{ErrorCode::Invalid, u"the certificate or its key cannot be read"_s};
        if (Done written = writePrivate(folder.tls("server.pem"), *certificate); !written)
            return written;
        return writePrivate(folder.tls("server.key"), *key);
    }
    const UnixTime now = wanted.here.clock.now();
    CertificateSpec spec;
    spec.organisation = u"Safelight organisation CA"_s;
    spec.notBefore = now - kBackdated;
    spec.notAfter = now + kAuthorityLife;
    const auto authority = makeAuthority(spec);
    if (!authority)
        return authority.error();
    spec.organisation = u"Safelight service"_s;
    spec.notAfter = now + kServerLife;
    for (const QString &name : allNames(wanted.names))
        (QHostAddress().setAddress(name) ? spec.addresses : spec.dnsNames).append(name);
    const auto server = issueCertificate(spec, *authority);
    if (!server)
        return server.error();
    for (const auto &[name, bytes] :
         {std::pair("ca.key", authority->keyPem), std::pair("ca.pem", authority->certificatePem),
          std::pair("server.pem", server->certificatePem), std::pair("server.key", server->keyPem)}) {
        QFile::remove(folder.tls(name)); // left over from an init that did not reach server.key
        if (Done written = writePrivate(folder.tls(name), bytes); !written)
            return written;
    }
    return done();
}

Result<DataKey> makeStorageKey(const DataFolder &folder)
{
    if (!QFile::exists(folder.storageKey())) {
        const DataKey fresh = DataKey::random();
        QByteArray digits = viewOf(fresh.span()).toByteArray().toHex() + '\n';
        const Done written = writePrivate(folder.storageKey(), digits);
        wipe(digits);
        if (!written)
            return written.error();
    }
    return readStorageKey(folder);
}

Done makeStorage(const Wanted &wanted, const DataKey &key)
{
    const auto storage = openEmbeddedStorage(wanted.folder.database(), key);
    if (!storage)
        return storage.error();
    return (*storage)->write([&](StorageTx &tx) -> Done {
        const auto known = tx.setting(u"root_pk"_s);
        if (!known)
            return known.error();
        if (!known->isEmpty())
            return Error{ErrorCode::AlreadyUsed, u"initialised before"_s};
        if (stateOf(wanted.folder) != FolderState::Unfinished)
            return Error{ErrorCode::Invalid, u"a database without an organisation"_s};
        std::array<std::byte, 32> macKey{};
        randomBytes(macKey);
        if (Done saved = tx.saveSetting(u"token_key"_s, viewOf(macKey).toByteArray()); !saved)
            return saved;
        if (Done saved = tx.saveSetting(u"names"_s, allNames(wanted.names).join(u'\n').toUtf8()); !saved)
            return saved;
        return tx.saveSetting(u"root_pk"_s, wanted.rootPk.toByteArray());
    });
}

} // namespace

Exit runInit(const QStringList &arguments, const Surroundings &here)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Makes the service's folder: storage, keys, certificate."_s);
    parser.addHelpOption();
    parser.addOptions({
        {u"data"_s, u"The folder to make."_s, u"folder"_s},
        {u"root-key"_s, u"The organisation's public root key, 64 hex digits."_s, u"hex"_s},
        {u"root-key-file"_s, u"A file with the same."_s, u"file"_s},
        {u"name"_s, u"Host name or address that devices use; may be given more than once."_s, u"host"_s},
        {u"certificate"_s, u"Use this certificate chain (PEM) instead of making one."_s, u"file"_s},
        {u"certificate-key"_s, u"The private key of --certificate (PEM)."_s, u"file"_s},
        {u"key-file"_s, u"Where the storage key is, or shall be; else DIR/storage.key."_s, u"file"_s},
    });
    if (const auto end = readLine(parser, arguments))
        return *end;
    Wanted wanted{here,
                  {parser.value(u"data"_s), parser.value(u"key-file"_s), here.credentials},
                  {},
                  parser.values(u"name"_s),
                  parser.value(u"certificate"_s),
                  parser.value(u"certificate-key"_s)};
    QString root = parser.value(u"root-key"_s);
    if (root.isEmpty() && parser.isSet(u"root-key-file"_s)) {
        const auto text = readFile(parser.value(u"root-key-file"_s));
        if (!text)
            return fail(u"%1 cannot be read."_s.arg(parser.value(u"root-key-file"_s)));
        root = QString::fromLatin1(text->trimmed());
    }
    const auto rootPk = SignPublic::fromHex(root);
    if (wanted.folder.path.isEmpty() || !rootPk || wanted.names.isEmpty() ||
        wanted.certificate.isEmpty() != wanted.certificateKey.isEmpty()) {
        say(u"init needs --data, --root-key (64 hex digits) or --root-key-file, and --name; --certificate goes with "
            u"--certificate-key. See init --help."_s);
        return Exit::Usage;
    }
    wanted.rootPk = *rootPk;

    if (stateOf(wanted.folder) == FolderState::Lost)
        return fail(mendFor({ErrorCode::Invalid, {}}, wanted.folder));
    if (Done made = makeFolder(wanted.folder); !made)
        return fail(u"%1 cannot be made. Check the path and that this user may write there."_s.arg(wanted.folder.path));
    if (QFile::exists(wanted.folder.database()) && !QFile::exists(wanted.folder.storageKey()))
        return fail(mendFor({ErrorCode::NotFound, {}}, wanted.folder));
    const auto key = makeStorageKey(wanted.folder);
    if (!key)
        return fail(mendFor(key.error(), wanted.folder));
    if (Done made = makeCertificates(wanted); !made)
        return fail(u"The certificate could not be made: %1. Check --name, --certificate and --certificate-key."_s.arg(
            made.error().detail));
    if (Done made = makeStorage(wanted, *key); !made) {
        if (made.error().code == ErrorCode::AlreadyUsed) {
            QFile::remove(wanted.folder.unfinished());
            return fail(
                u"%1 was initialised before and is left as it is. Start it with: safelight-service serve --data "
                u"%1"_s.arg(wanted.folder.path));
        }
        return fail(mendFor(made.error(), wanted.folder));
    }
    QFile::remove(wanted.folder.unfinished());

    const auto certificate = readFile(wanted.folder.tls("server.pem"));
    const auto pin = certificate ? spkiPinOf(*certificate) : Result<QByteArray>(certificate.error());
    const QString ca =
        wanted.certificate.isEmpty() ? QFileInfo(wanted.folder.tls("ca.pem")).absoluteFilePath() : QString();
    std::printf("initialised %s\n", QFileInfo(wanted.folder.path).absoluteFilePath().toUtf8().constData());
    if (!ca.isEmpty())
        std::printf("ca %s\n", ca.toUtf8().constData());
    if (pin)
        std::printf("pin %s\n", pin->toHex().constData());
    std::fflush(stdout);
    return Exit::Good;
}

} // namespace safelight::service
