// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/traymodel.h"

#include "app/shell/messages.h"
#include "app/shell/timetext.h"
#include "sync/base/when_ready.h"

#include <algorithm>

namespace safelight
{
namespace
{

QString titleOf(TrayItem::Kind kind)
{
    switch (kind) {
    case TrayItem::Kind::OwnRefused: return TrayModel::tr("Not taken by the service");
    case TrayItem::Kind::Unreadable: return TrayModel::tr("Came, but could not be used");
    }
    return {};
}

QString textOf(const TrayItem &item)
{
    switch (item.kind) {
    case TrayItem::Kind::OwnRefused: return messages::refused(item.why);
    case TrayItem::Kind::Unreadable:
        //: %1 is a support code such as SL-7
        return TrayModel::tr("It is not what it should be, so it was kept aside and nothing was changed by it. Tell "
                             "your administrator. (%1)")
            .arg(messages::supportCode(item.why));
    }
    return {};
}

} // namespace

TrayModel::TrayModel(Vault &vault, Clock &clock, const QTimeZone &zone, QObject *parent)
    : QAbstractListModel(parent)
    , m_vault(vault)
    , m_clock(clock)
    , m_zone(zone)
{
}

void TrayModel::refresh()
{
    whenReady(m_vault.read([](ReadTx &tx) { return outbox::tray(tx); }), this,
              [this](const Result<QList<TrayItem>> &tray) { show(tray); });
}

void TrayModel::markSeen(const QString &itemId)
{
    const std::optional<EnvHash> envelope = EnvHash::fromHex(itemId);
    if (!envelope)
        return;
    const std::int64_t nowMs = toMs(m_clock.now());
    whenReady(m_vault.write([envelope, nowMs](WriteTx &tx, Journal &, Engine &) -> Result<QList<TrayItem>> {
        if (const Done seen = outbox::dismiss(tx, *envelope, nowMs); !seen)
            return seen.error();
        return outbox::tray(tx);
    }),
              this, [this](const Result<QList<TrayItem>> &tray) { show(tray); });
}

void TrayModel::show(const Result<QList<TrayItem>> &tray)
{
    m_problem = tray ? QString() : messages::explain(tray.error());
    if (tray) {
        QList<TrayItem> items = *tray;
        items.removeIf([](const TrayItem &item) { return item.dismissed; });
        beginResetModel();
        m_items = std::move(items);
        endResetModel();
    }
    Q_EMIT changed();
}

int TrayModel::countOf(TrayItem::Kind kind) const
{
    return static_cast<int>(
        std::count_if(m_items.begin(), m_items.end(), [kind](const TrayItem &item) { return item.kind == kind; }));
}

int TrayModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant TrayModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TrayItem &item = m_items[index.row()];
    switch (static_cast<Role>(role)) {
    case Role::ItemId: return item.envelope.toHex();
    case Role::Title: return titleOf(item.kind);
    case Role::Text: return textOf(item);
    case Role::TimeText: return timeText(fromMs(item.atMs), m_clock.now(), m_zone);
    }
    return {};
}

QHash<int, QByteArray> TrayModel::roleNames() const
{
    return {{int(Role::ItemId), "itemId"},
            {int(Role::Title), "title"},
            {int(Role::Text), "text"},
            {int(Role::TimeText), "timeText"}};
}

} // namespace safelight
