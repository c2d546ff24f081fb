// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <QCborMap>
#include <QCborValue>
#include <QList>
#include <optional>
#include <variant>

namespace safelight
{

/// Record type and field numbers come from assets/forms/<type>.v<N>.json (design.md section 3).
using TypeNumber = quint32;
using FieldNumber = quint32;

/// Relations of a Link. Numbers are on the wire.
enum class Relation : quint32 {
    AmendmentOf = 1, ///< from: the later record, to: the one it corrects
    SamePerson = 2,
    EvidenceFor = 3,
    PartOf = 4,   ///< statement -> concern
    About = 5,    ///< decision, receipt, consultation -> concern
    AnswerTo = 6, ///< feedback -> concern, in the author's team space
};

struct CreateOp { ///< immutable body
    Uuid record;  ///< see recordIdFor
    TypeNumber type = 0;
    QCborMap fields; ///< integer keys (FieldNumber); values of depth <= 8

    friend bool operator==(const CreateOp &, const CreateOp &) = default;
};
struct SetOp { ///< one write to a multi-value register, naming the writes it replaces
    Uuid record;
    FieldNumber field = 0;
    QCborValue value;
    QList<Uuid> replaces; ///< change_ids of the heads being replaced

    friend bool operator==(const SetOp &, const SetOp &) = default;
};
struct LinkOp {
    Uuid from;
    Relation relation = Relation::PartOf;
    Uuid to;

    friend bool operator==(const LinkOp &, const LinkOp &) = default;
};
struct EmbedOp {             ///< a forwarded original: its author's signature stays checkable
    QByteArray headerAndSig; ///< 240 bytes
    QByteArray salt;         ///< 16 bytes
    QByteArray changeset;

    friend bool operator==(const EmbedOp &, const EmbedOp &) = default;
};
using Op = std::variant<CreateOp, SetOp, LinkOp, EmbedOp>;

/// One user action (sync-protocol section 3). The plain text of an envelope: lives in the vault and in memory only.
struct ChangeSet {
    Uuid id;                                   ///< change_id, greater than every parent named in its ops
    std::int64_t recordedAtMs = 0;             ///< device clock
    std::optional<std::int64_t> clockOffsetMs; ///< server time - device time at the last sync, if known
    QList<Op> ops;                             ///< at least one
    std::optional<quint32> appVersion;

    friend bool operator==(const ChangeSet &, const ChangeSet &) = default;
};

/// The id of a record that `author` creates: eight bytes drawn for it (the first of `drawn`), then the first eight of
/// the author's device_id. Whoever reads an id can so create nothing under it, and put nothing in its place
/// (PROTOCOL.md section 4).
[[nodiscard]] Uuid recordIdFor(const DeviceId &author, const Uuid &drawn);
/// Whether `author` may have created it. A create of any other record creates nothing.
[[nodiscard]] bool isRecordOf(const DeviceId &author, const Uuid &record);

/// Deterministic CBOR (RFC 8949 section 4.2.1), integer keys ascending.
[[nodiscard]] QByteArray encodeChangeSet(const ChangeSet &changeSet);

/// Unknown map keys are ignored here (the bytes are kept by whoever stores the envelope). Unknown ops are skipped.
/// Errors: TooLarge (> 1 MiB), Malformed (not CBOR, trailing bytes, depth > 8, missing or wrong-typed members, no op).
[[nodiscard]] Result<ChangeSet> decodeChangeSet(ByteView bytes);

} // namespace safelight
