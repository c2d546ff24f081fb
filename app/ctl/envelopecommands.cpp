// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/keyfile.h"
#include "app/ctl/output.h"
#include "sync/crypto/envelope.h"
#include "sync/wire/limits.h"

#include <QFile>
#include <QJsonDocument>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

/// Hexadecimal digits or nothing; `what` names the option for the person.
template <class Bytes>
Result<Bytes> hexOption(const QCommandLineParser &options, const QString &name)
{
    if (!options.isSet(name))
        return Bytes{};
    const auto value = Bytes::fromHex(options.value(name));
    if (!value)
        return Error{ErrorCode::Invalid, u"--%1 takes %2 hexadecimal digits"_s.arg(name).arg(2 * Bytes::kSize)};
    return *value;
}

Result<quint64> numberOption(const QCommandLineParser &options, const QString &name)
{
    bool ok = false;
    const quint64 value = options.value(name).toULongLong(&ok);
    if (!ok)
        return Error{ErrorCode::Invalid, u"--%1 takes a number"_s.arg(name)};
    return value;
}

Result<QByteArray> readInput(const QString &name)
{
    QFile file(name);
    const bool open = name == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open)
        return Error{ErrorCode::NotFound, u"input file"_s};
    return file.read(kMaxChangeBytes + 1);
}

Done writeOutput(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    const bool open = name == "-"_L1 ? file.open(stdout, QIODevice::WriteOnly) : file.open(QIODevice::WriteOnly);
    if (!open || file.write(bytes) != bytes.size() || !file.flush())
        return Error{ErrorCode::DiskFault, u"output file"_s};
    return done();
}

void declareFiles(QCommandLineParser &options, const QString &in, const QString &out)
{
    options.addOptions({{u"in"_s, in + u" A single - is standard input."_s, u"FILE"_s, u"-"_s},
                        {u"out"_s, out + u" A single - is standard output."_s, u"FILE"_s, u"-"_s}});
}

void declareSeal(QCommandLineParser &options)
{
    declareFiles(options, u"The encoded change-set (CBOR)."_s, u"Where the envelope goes."_s);
    options.addOptions({
        {u"space"_s, u"Space id, 32 hex digits."_s, u"HEX"_s},
        {u"epoch"_s, u"Epoch number."_s, u"N"_s, u"1"_s},
        {u"seed-file"_s, u"The epoch's seed S_e, 32 bytes."_s, u"FILE"_s},
        {u"epk"_s, u"Instead of a seed: the epoch's public key. The envelope is then sealed (mode 1)."_s, u"HEX"_s},
        {u"sealed"_s, u"Seal against the epoch's public half (mode 1) although the seed is known."_s},
        {u"sign-seed-file"_s, u"The author's Ed25519 seed, 32 bytes."_s, u"FILE"_s},
        {u"box-seed-file"_s, u"The author's crypto_kx seed, 32 bytes; with the other it makes the device id."_s,
         u"FILE"_s},
        {u"author-seq"_s, u"Number in the author's chain."_s, u"N"_s, u"1"_s},
        {u"prev"_s, u"env_hash of the author's previous envelope, 64 hex digits; zero if left out."_s, u"HEX"_s},
        {u"seen-seq"_s, u"Log head the author last verified."_s, u"N"_s, u"0"_s},
        {u"seen-hash"_s, u"First 16 bytes of that head's log_hash, 32 hex digits."_s, u"HEX"_s},
        {u"salt"_s, u"For vectors: the salt, 32 hex digits. Random if left out."_s, u"HEX"_s},
        {u"ephemeral-seed-file"_s, u"For vectors: the ephemeral crypto_kx seed. Random if left out."_s, u"FILE"_s},
        {u"stored"_s, u"For vectors: store the change-set uncompressed."_s},
    });
}

Result<DeviceKeys> authorKeys(const QCommandLineParser &options)
{
    Result<SigningSeed> sign = keyfile::readSecret<SigningSeed>(options.value(u"sign-seed-file"_s));
    if (!sign)
        return sign.error();
    Result<BoxSeed> box = keyfile::readSecret<BoxSeed>(options.value(u"box-seed-file"_s));
    if (!box)
        return box.error();
    return DeviceKeys{SigningKey(std::move(*sign)), BoxKey(std::move(*box))};
}

Result<SealInputs> sealInputs(const QCommandLineParser &options)
{
    const Result<Salt> salt = hexOption<Salt>(options, u"salt"_s);
    if (!salt)
        return salt.error();
    SealInputs inputs{*salt, BoxSeed::random(), !options.isSet(u"stored"_s)};
    if (!options.isSet(u"salt"_s))
        randomBytes(inputs.salt.bytes);
    if (options.isSet(u"ephemeral-seed-file"_s)) {
        Result<BoxSeed> seed = keyfile::readSecret<BoxSeed>(options.value(u"ephemeral-seed-file"_s));
        if (!seed)
            return seed.error();
        inputs.ephemeral = std::move(*seed);
    }
    return inputs;
}

Result<ChainLink> chainLink(const QCommandLineParser &options)
{
    const Result<quint64> seq = numberOption(options, u"author-seq"_s);
    const Result<quint64> seenSeq = numberOption(options, u"seen-seq"_s);
    const Result<EnvHash> prev = hexOption<EnvHash>(options, u"prev"_s);
    const Result<SeenHash> seenHash = hexOption<SeenHash>(options, u"seen-hash"_s);
    if (!seq || !seenSeq)
        return (!seq ? seq : seenSeq).error();
    if (!prev)
        return prev.error();
    if (!seenHash)
        return seenHash.error();
    return ChainLink{*seq, *prev, *seenSeq, *seenHash};
}

Result<Envelope> sealWith(const QCommandLineParser &options, const DeviceKeys &author, const QByteArray &plain)
{
    const Result<SpaceId> space = hexOption<SpaceId>(options, u"space"_s);
    const Result<quint64> epoch = numberOption(options, u"epoch"_s);
    const Result<SealInputs> inputs = sealInputs(options);
    if (!space)
        return space.error();
    if (!epoch)
        return epoch.error();
    if (!inputs)
        return inputs.error();
    const DeviceId self = author.publicKeys().id;
    if (options.isSet(u"epk"_s)) {
        const Result<BoxPublic> epk = hexOption<BoxPublic>(options, u"epk"_s);
        return epk ? sealSubmissionWith(*space, std::uint32_t(*epoch), *epk, self, bytesOf(plain), *inputs)
                   : Result<Envelope>(epk.error());
    }
    Result<EpochSeed> seed = keyfile::readSecret<EpochSeed>(options.value(u"seed-file"_s));
    if (!seed)
        return seed.error();
    const EpochKeys keys(std::move(*seed));
    if (options.isSet(u"sealed"_s))
        return sealSubmissionWith(*space, std::uint32_t(*epoch), keys.epk(), self, bytesOf(plain), *inputs);
    return sealMemberWith(*space, std::uint32_t(*epoch), keys, self, bytesOf(plain), *inputs);
}

Exit runSeal(const QCommandLineParser &options, Surroundings &)
{
    if (!options.isSet(u"space"_s) || !options.isSet(u"sign-seed-file"_s) || !options.isSet(u"box-seed-file"_s) ||
        options.isSet(u"seed-file"_s) == options.isSet(u"epk"_s))
        return misuse(u"Needed: --space, --sign-seed-file, --box-seed-file, and one of --seed-file and --epk."_s);
    const Result<DeviceKeys> author = authorKeys(options);
    if (!author)
        return fail(author.error());
    const Result<ChainLink> chain = chainLink(options);
    if (!chain)
        return failOption(chain.error());
    const Result<QByteArray> plain = readInput(options.value(u"in"_s));
    if (!plain)
        return fail(plain.error());
    Result<Envelope> envelope = sealWith(options, *author, *plain);
    if (!envelope)
        return failOption(envelope.error());
    signEnvelope(*envelope, *chain, author->signing);
    if (const Done written = writeOutput(options.value(u"out"_s), encodeEnvelope(*envelope)); !written)
        return fail(written.error());
    note(u"env_hash "_s + envHashOf(*envelope).toHex());
    return Exit::Ok;
}

void declareOpen(QCommandLineParser &options)
{
    declareFiles(options, u"The envelope."_s, u"Where the change-set (CBOR) goes."_s);
    options.addOptions({
        {u"seed-file"_s, u"The epoch's seed S_e, 32 bytes. Not needed for control entries (mode 2)."_s, u"FILE"_s},
        {u"sign-pk"_s, u"The author's Ed25519 public key; without it the signature is not checked."_s, u"HEX"_s},
        {u"header"_s, u"Print the header's fields as JSON on standard error."_s},
    });
}

QJsonObject headerJson(const Envelope &envelope)
{
    const Header &header = envelope.header;
    return {{u"suite"_s, header.suite},
            {u"mode"_s, int(header.mode)},
            {u"kind"_s, int(header.kind)},
            {u"codec"_s, header.codec},
            {u"epoch"_s, qint64(header.epoch)},
            {u"space"_s, header.space.toHex()},
            {u"author"_s, header.author.toHex()},
            {u"commit"_s, header.commit.toHex()},
            {u"eph"_s, header.eph.toHex()},
            {u"ct_len"_s, qint64(header.ctLen)},
            {u"author_seq"_s, qint64(header.authorSeq)},
            {u"prev"_s, header.prev.toHex()},
            {u"seen_seq"_s, qint64(header.seenSeq)},
            {u"seen_hash"_s, header.seenHash.toHex()},
            {u"env_hash"_s, envHashOf(envelope).toHex()}};
}

Result<QByteArray> plainOf(const QCommandLineParser &options, const Envelope &envelope)
{
    if (envelope.header.mode == EnvelopeMode::Clear) {
        if (!verifyClear(envelope))
            return Error{ErrorCode::NotAuthentic, u"commitment"_s};
        return envelope.ct;
    }
    Result<EpochSeed> seed = keyfile::readSecret<EpochSeed>(options.value(u"seed-file"_s));
    if (!seed)
        return seed.error();
    Result<Opened> opened = openEnvelope(envelope, EpochKeys(std::move(*seed)));
    if (!opened)
        return opened.error();
    return opened->plain;
}

Exit runOpen(const QCommandLineParser &options, Surroundings &)
{
    const Result<QByteArray> bytes = readInput(options.value(u"in"_s));
    if (!bytes)
        return fail(bytes.error());
    const Result<Envelope> envelope = parseEnvelope(bytesOf(*bytes));
    if (!envelope)
        return fail(envelope.error());
    if (options.isSet(u"header"_s))
        note(QString::fromUtf8(QJsonDocument(headerJson(*envelope)).toJson(QJsonDocument::Indented)).trimmed());
    const Result<SignPublic> author = hexOption<SignPublic>(options, u"sign-pk"_s);
    if (!author)
        return failOption(author.error());
    if (options.isSet(u"sign-pk"_s) && !verifyEnvelope(*envelope, *author))
        return fail(Error{ErrorCode::NotAuthentic, u"signature"_s});
    const Result<QByteArray> plain = plainOf(options, *envelope);
    if (!plain)
        return fail(plain.error());
    if (const Done written = writeOutput(options.value(u"out"_s), *plain); !written)
        return fail(written.error());
    return Exit::Ok;
}

} // namespace

QList<Command> envelopeCommands()
{
    const QString files = u"Key files hold hexadecimal digits in any grouping; lines that begin with # are ignored. "
                          "sync/PROTOCOL.md has the bytes and test vectors."_s;
    return {
        {u"envelope seal"_s, u"Seal and sign one envelope with keys from files (diagnosis)"_s,
         u"Makes one envelope from an encoded change-set, so that another implementation can be tested against "
         "this one.\n"_s +
             files,
         declareSeal, runSeal},
        {u"envelope open"_s, u"Verify and open one envelope with keys from files (diagnosis)"_s,
         u"Checks signature, tag, commitment and compression of one envelope and writes its change-set.\n"_s + files,
         declareOpen, runOpen}};
}

} // namespace safelight::ctl
