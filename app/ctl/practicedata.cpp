// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/practicedata.h"

#include "app/ctl/noteinput.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

Error malformed(const QString &what) { return {ErrorCode::Malformed, u"practice data: "_s + what}; }

Result<PracticeNote> noteIn(const QJsonObject &json, std::int64_t nowMs)
{
    PracticeNote note;
    note.device = json.value("device"_L1).toString();
    QStringList lines;
    const QJsonArray statements = json.value("statements"_L1).toArray();
    for (const QJsonValue statement : statements)
        lines.append(statement.toString());
    Result<ConcernDraft> draft = noteOf({lines, json.value("danger"_L1).toString(), json.value("who"_L1).toString(),
                                         json.value("where"_L1).toString(), json.value("to"_L1).toString()},
                                        nowMs);
    if (!draft)
        return draft.error();
    note.draft = std::move(*draft);
    if (json.contains("decision"_L1)) {
        const QJsonObject decision = json.value("decision"_L1).toObject();
        note.decision =
            PracticeDecision{decision.value("outcome"_L1).toString(), decision.value("why"_L1).toString(),
                             decision.value("alternatives"_L1).toString(), decision.value("message"_L1).toString()};
    }
    return note;
}

} // namespace

Result<PracticeData> practiceData(std::int64_t nowMs)
{
    QFile file(u":/safelight/practice/practice.v1.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return malformed(u"missing"_s);
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    PracticeData data{json.value("organisation"_L1).toString(),
                      json.value("team"_L1).toString(),
                      json.value("desk"_L1).toString(),
                      json.value("intake"_L1).toString(),
                      json.value("hub"_L1).toString(),
                      {},
                      {}};
    const QJsonArray devices = json.value("devices"_L1).toArray();
    for (const QJsonValue value : devices) {
        const QJsonObject device = value.toObject();
        const auto kind = deviceKindNamed(device.value("kind"_L1).toString());
        if (!kind)
            return malformed(u"kind of device"_s);
        data.devices.append({device.value("folder"_L1).toString(), *kind, device.value("deviceName"_L1).toString(),
                             device.value("person"_L1).toString(), device.value("passphrase"_L1).toString()});
    }
    const QJsonArray notes = json.value("notes"_L1).toArray();
    for (const QJsonValue value : notes) {
        Result<PracticeNote> note = noteIn(value.toObject(), nowMs);
        if (!note)
            return note.error();
        data.notes.append(std::move(*note));
    }
    if (data.devices.isEmpty() || data.devices.first().kind != DeviceKind::Laptop)
        return malformed(u"the administrator's laptop comes first"_s);
    return data;
}

} // namespace safelight::ctl
