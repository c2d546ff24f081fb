// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/base/random.h"
#include "tests/sync/crypto/crypto_samples.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace safelight;
using namespace safelight::test;

namespace
{

constexpr int kEnvelopes = 1000;
constexpr qsizetype kChainAt = kBoxHeaderBytes; ///< from here to the end of the signature only Ed25519 looks

/// What a receiver knows: one space, its epoch keys, its two authors.
struct World {
    VectorWorld vectors;
    SigningKey otherSigning{secretOf<SigningSeed>(0x23)};
    BoxKey otherBox{secretOf<BoxSeed>(0x34)};
    DeviceId otherId = deviceIdOf(otherSigning.publicKey(), otherBox.publicKey());

    [[nodiscard]] const SigningKey &signerOf(int i) const { return i % 2 == 0 ? vectors.signing : otherSigning; }
    [[nodiscard]] DeviceId authorOf(int i) const { return i % 2 == 0 ? vectors.self.id : otherId; }
    [[nodiscard]] const SignPublic *keyOf(const DeviceId &author) const
    {
        if (author == vectors.self.id)
            return &vectors.self.signPk;
        return author == otherId ? &otherSigning.publicKey() : nullptr;
    }
};

/// Which of the receiver's checks are on. All of them in the tests, one less in the controls.
struct Checks {
    bool signature = true;
    bool content = true;
};

/// What every receiver does before it believes an envelope: parse, place, author, content, signature. (The cheap one
/// first: the answer is the same in any order.)
bool accepts(const World &world, ByteView bytes, Checks checks = {})
{
    const Result<Envelope> envelope = parseEnvelope(bytes);
    if (!envelope || envelope->header.space != world.vectors.space)
        return false;
    const SignPublic *key = world.keyOf(envelope->header.author);
    if (key == nullptr)
        return false;
    if (checks.content) {
        const bool opens = envelope->header.mode == EnvelopeMode::Clear
                               ? verifyClear(*envelope)
                               : openEnvelope(*envelope, world.vectors.keys).has_value();
        if (!opens)
            return false;
    }
    return !checks.signature || verifyEnvelope(*envelope, *key);
}

QByteArray textOf(int i, SeededRandom &random)
{
    static const qsizetype sizes[] = {1, 40, 150, 222, 223, 224, 300, 460};
    // A few large ones, so that Padmé sizes are among them; most are small, as notes are.
    const qsizetype size = i % 250 == 249 ? 5000 : sizes[i % std::size(sizes)];
    QByteArray text(size, '\0');
    random.fill(std::as_writable_bytes(std::span(text.data(), static_cast<std::size_t>(size))));
    return text;
}

/// 700 member, 100 sealed, 200 clear: opening a sealed one costs an X25519, so there are fewer of them.
Envelope makeEnvelope(const World &world, int i)
{
    SeededRandom random(static_cast<std::uint64_t>(i) + 1);
    const VectorWorld &v = world.vectors;
    const QByteArray text = textOf(i, random);
    const ByteView plain = bytesOf(text);
    Result<Envelope> made = ErrorCode::Internal;
    if (i % 10 == 0)
        made = sealSubmission(v.space, VectorWorld::kEpoch, v.keys.epk(), world.authorOf(i), plain);
    else if (i % 10 < 3)
        made = clearEnvelope(v.space, VectorWorld::kEpoch, world.authorOf(i), plain);
    else
        made = sealMember(v.space, VectorWorld::kEpoch, v.keys, world.authorOf(i), plain);
    ChainLink chain{static_cast<std::uint64_t>(i) + 1, {}, static_cast<std::uint64_t>(i), {}};
    random.fill(chain.prev.bytes);
    random.fill(chain.seenHash.bytes);
    signEnvelope(*made, chain, world.signerOf(i));
    return *made;
}

void flip(QByteArray &bytes, qsizetype bit) { bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8))); }

/// Runs work(i) for every envelope on all cores; the work says what went wrong, or nothing.
template <class Work>
QStringList forAll(int count, Work work)
{
    std::atomic<int> next = 0;
    const unsigned lanes = std::max(1u, std::thread::hardware_concurrency());
    std::vector<QStringList> wrong(lanes);
    std::vector<std::thread> threads;
    for (unsigned lane = 0; lane < lanes; ++lane) {
        threads.emplace_back([&, lane] {
            for (int i = next++; i < count; i = next++)
                wrong[lane] += work(i);
        });
    }
    QStringList all;
    for (unsigned lane = 0; lane < lanes; ++lane) {
        threads[lane].join();
        all += wrong[lane];
    }
    return all;
}

} // namespace

/// T6 of reliability.md: every single-bit flip, truncation and splice over 1,000 envelopes is refused.
class TestEnvelopeTamper final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(initCrypto());
        for (int i = 0; i < kEnvelopes; ++i)
            m_envelopes.append(makeEnvelope(m_world, i));
        for (const Envelope &envelope : m_envelopes)
            QVERIFY(accepts(m_world, bytesOf(encodeEnvelope(envelope))));
    }

    /// Flips that the content check, the place or the parser must catch: every bit of every envelope's box header and
    /// ct. Where only the signature can (chain part, signature, the epoch of a clear entry) one Ed25519 takes 70 µs, so
    /// each envelope tries every eighth bit, another eighth than its neighbour: each position in 125 envelopes. Their
    /// env_hash is checked for all. SAFELIGHT_SOAK=1 tries all of them (about two minutes).
    void everyFlippedBitIsRefused()
    {
        const bool soak = qEnvironmentVariableIsSet("SAFELIGHT_SOAK");
        std::atomic<qint64> tried = 0;
        const QStringList wrong = forAll(kEnvelopes, [&](int i) {
            QStringList accepted;
            const QByteArray good = encodeEnvelope(m_envelopes[i]);
            const EnvHash hash = envHashOf(m_envelopes[i]);
            QByteArray bytes = good;
            for (qsizetype bit = 0; bit < good.size() * 8; ++bit) {
                const bool inChain = bit / 8 >= kChainAt && bit / 8 < kSignedHeaderBytes;
                flip(bytes, bit);
                if (bit / 8 < kSignedHeaderBytes && envHashOf(bytesOf(bytes).first(kSignedHeaderBytes)) == hash)
                    accepted.append(QStringLiteral("same hash: envelope %1 bit %2").arg(i).arg(bit));
                if (!inChain || soak || i % 40 == 0 || (bit + i) % 8 == 0) {
                    ++tried;
                    if (accepts(m_world, bytesOf(bytes)))
                        accepted.append(QStringLiteral("accepted: envelope %1 bit %2").arg(i).arg(bit));
                }
                flip(bytes, bit);
            }
            return accepted;
        });
        QCOMPARE(wrong, QStringList());
        qInfo("%lld flipped envelopes refused", static_cast<long long>(tried));
    }

    /// The controls: with one check left out, the same flips are accepted, so the test above bites.
    void aCheckLeftOutIsNoticed()
    {
        for (int i = 0; i < 40; ++i) {
            QByteArray chain = encodeEnvelope(m_envelopes[i]);
            flip(chain, (kChainAt + i) * 8);
            QVERIFY(!accepts(m_world, bytesOf(chain)));
            QVERIFY(accepts(m_world, bytesOf(chain), {false, true}));
            QByteArray body = encodeEnvelope(m_envelopes[i]);
            flip(body, body.size() * 8 - 1 - i % 8);
            QVERIFY(!accepts(m_world, bytesOf(body)));
            QVERIFY(accepts(m_world, bytesOf(body), {true, false}));
        }
    }

    void everyTruncationIsRefused()
    {
        const QStringList wrong = forAll(kEnvelopes, [&](int i) {
            QStringList accepted;
            const QByteArray good = encodeEnvelope(m_envelopes[i]);
            for (qsizetype size = 0; size < good.size(); ++size) {
                if (accepts(m_world, bytesOf(good).first(static_cast<std::size_t>(size))))
                    accepted.append(QStringLiteral("envelope %1 cut to %2").arg(i).arg(size));
            }
            if (accepts(m_world, bytesOf(good + '\0')))
                accepted.append(QStringLiteral("envelope %1 with a byte more").arg(i));
            return accepted;
        });
        QCOMPARE(wrong, QStringList());
    }

    /// The author itself, or somebody who holds its signing key, cannot shorten or grow what was sealed: the length is
    /// part of the key.
    void resignedTruncationIsRefused()
    {
        const QStringList wrong = forAll(kEnvelopes, [&](int i) {
            QStringList accepted;
            for (const qsizetype change : {-256, -1, 1, 256}) {
                Envelope other = m_envelopes[i];
                if (other.ct.size() + change < 0)
                    continue;
                other.ct.resize(other.ct.size() + change, '\0');
                other.header.ctLen = static_cast<std::uint32_t>(other.ct.size());
                sign(other, i);
                if (accepts(m_world, bytesOf(encodeEnvelope(other))))
                    accepted.append(QStringLiteral("envelope %1 changed by %2 bytes").arg(i).arg(change));
            }
            return accepted;
        });
        QCOMPARE(wrong, QStringList());
    }

    /// Parts of one envelope in another, as a hostile service could put them together.
    void splicesAreRefused()
    {
        const QStringList wrong = forAll(kEnvelopes, [&](int i) {
            QStringList accepted;
            const Envelope &one = m_envelopes[i];
            for (const int step : {1, 2, 8, 10}) { // neighbours; the same author; the same size; the same mode
                const Envelope &two = m_envelopes[(i + step) % kEnvelopes];
                const auto tryOut = [&](const char *what, const Envelope &made) {
                    if (accepts(m_world, bytesOf(encodeEnvelope(made))))
                        accepted.append(
                            QStringLiteral("%1: envelopes %2 and %3").arg(QLatin1String(what)).arg(i).arg(step));
                };
                Envelope made = one;
                made.ct = two.ct;
                tryOut("ct of the other", made);
                made.header.ctLen = two.header.ctLen;
                tryOut("ct and length of the other", made);
                sign(made, i);
                tryOut("ct and length of the other, signed again", made);

                made = one;
                made.signature = two.signature;
                tryOut("signature of the other", made);

                made = one;
                made.header = two.header;
                tryOut("header of the other", made);
                made.signature = two.signature;
                tryOut("header and signature of the other", made);

                made = one;
                made.header.authorSeq = two.header.authorSeq;
                made.header.prev = two.header.prev;
                made.header.seenSeq = two.header.seenSeq;
                made.header.seenHash = two.header.seenHash;
                tryOut("chain part of the other", made);
                made.signature = two.signature;
                tryOut("chain part and signature of the other", made);

                made = one;
                made.header.commit = two.header.commit;
                sign(made, i);
                tryOut("commitment of the other, signed again", made);

                made = one;
                made.header.eph = two.header.eph;
                made.header.mode = two.header.mode;
                made.header.kind = two.header.kind;
                if (made.header != one.header) {
                    sign(made, i);
                    tryOut("mode and ephemeral key of the other, signed again", made);
                }
            }
            return accepted;
        });
        QCOMPARE(wrong, QStringList());
    }

    /// A member who signs another's sealed text as its own, moves it to another space or dates it to another epoch.
    /// (Control entries are in clear: whoever may sign them can write the same words anew, so they are not tried.)
    void takenOverEnvelopesDoNotOpen()
    {
        const EpochKeys otherEpoch(secretOf<EpochSeed>(0x12));
        const QStringList wrong = forAll(kEnvelopes, [&](int i) {
            QStringList opened;
            const Envelope &one = m_envelopes[i];
            if (one.header.mode == EnvelopeMode::Clear)
                return opened;
            const auto tryOut = [&](const char *what, const Envelope &made) {
                if (openEnvelope(made, m_world.vectors.keys))
                    opened.append(QStringLiteral("%1: envelope %2").arg(QLatin1String(what)).arg(i));
            };
            Envelope made = one;
            made.header.author = m_world.authorOf(i + 1);
            sign(made, i + 1);
            if (!verifyEnvelope(made, m_world.signerOf(i + 1).publicKey()))
                opened.append(QStringLiteral("the attacker's own signature does not verify: envelope %1").arg(i));
            tryOut("signed as one's own", made);
            made = one;
            made.header.space.bytes[15] ^= std::byte{1};
            sign(made, i);
            tryOut("moved to another space", made);
            made = one;
            made.header.epoch += 1;
            sign(made, i);
            tryOut("another epoch", made);
            made = one;
            made.header.codec = static_cast<std::uint8_t>(one.header.codec ^ 1);
            sign(made, i);
            tryOut("another codec", made);
            if (openEnvelope(one, otherEpoch))
                opened.append(QStringLiteral("opens with another epoch's keys: envelope %1").arg(i));
            return opened;
        });
        QCOMPARE(wrong, QStringList());
    }

private:
    void sign(Envelope &envelope, int as) const
    {
        const Header &h = envelope.header;
        signEnvelope(envelope, {h.authorSeq, h.prev, h.seenSeq, h.seenHash}, m_world.signerOf(as));
    }

    const World m_world{};
    QList<Envelope> m_envelopes;
};

QTEST_GUILESS_MAIN(TestEnvelopeTamper)
#include "test_envelope_tamper.moc"
