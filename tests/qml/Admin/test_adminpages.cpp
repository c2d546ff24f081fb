// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Admin/adminscene.h"
#include "tests/support/person/person.h"
#include "tests/support/qmlsupport.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickView>
#include <QSignalSpy>

using namespace safelight;
using namespace safelight::test;
using namespace Qt::StringLiterals;

namespace
{

/// A page in a window of its own, as the shell shows it.
class Screen
{
public:
    Screen(QQmlEngine &engine, const QString &page, QObject *model, QSize size)
        : m_view(&engine, nullptr)
        , person(&m_view)
    {
        m_view.setResizeMode(QQuickView::SizeRootObjectToView);
        m_view.setInitialProperties({{u"model"_s, QVariant::fromValue(model)}});
        m_view.resize(size);
        m_view.setSource(QUrl(u"qrc:/qt/qml/Safelight/Admin/%1.qml"_s.arg(page)));
        m_view.show();
    }
    [[nodiscard]] QQuickItem *item(const QString &name) const
    {
        return m_view.rootObject()->findChild<QQuickItem *>(name);
    }
    /// What a screen reader says of the item with the focus.
    [[nodiscard]] QString focused() const
    {
        QQuickItem *focus = m_view.activeFocusItem();
        QAccessibleInterface *spoken = focus ? QAccessible::queryAccessibleInterface(focus) : nullptr;
        return spoken ? spoken->text(QAccessible::Name) : QString();
    }
    [[nodiscard]] QQuickItem *root() const { return m_view.rootObject(); }

private:
    QQuickView m_view;

public:
    Person person;
};

#define PERSON(screen, call) QVERIFY2((screen).person.call, qPrintable((screen).person.complaint()))

} // namespace

/// Both pages as two people use them, side by side: real models, real service rules, real vaults.
class TestAdminPages : public QObject
{
    Q_OBJECT

private:
    QQmlEngine m_engine;
    std::unique_ptr<AdminScene> m_scene;

    [[nodiscard]] static QString wordsOn(const Screen &screen)
    {
        const QQuickItem *words = screen.item(u"words"_s);
        return words ? words->property("words").toString() : QString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(initCrypto());
        prepareQmlApplication();
        prepareQmlEngine(m_engine);
        connect(&m_engine, &QQmlEngine::warnings, this, [](const QList<QQmlError> &errors) {
            for (const QQmlError &error : errors)
                QTest::qFail(qPrintable(error.toString()), __FILE__, __LINE__);
        });
    }
    void init() { m_scene = std::make_unique<AdminScene>(); }
    void cleanup() { m_scene.reset(); }

    void aTabletIsAddedAndJoins()
    {
        Screen admin(m_engine, u"AddDevicePage"_s, &m_scene->adding, {1280, 800});
        Screen tablet(m_engine, u"JoinPage"_s, &m_scene->joining, {420, 820});
        QSignalSpy joined(&m_scene->joining, &JoinModel::joined);

        admin.person.sitDown();
        PERSON(admin, clicks(u"Make a code"_s)); // without a name
        PERSON(admin, seesText(u"Give the device a name"_s));
        PERSON(admin, types(u"What do you call it?"_s, u"Tablet 3"_s));
        PERSON(admin, clicks(u"Make a code"_s));
        PERSON(admin, sees(u"QR code with the link for the new device"_s));
        const QString link = admin.item(u"link"_s)->property("text").toString();
        QVERIFY(link.startsWith(u"safelight://join?"_s));

        tablet.person.sitDown();
        PERSON(tablet, types(u"Code or link"_s, link));
        PERSON(tablet, clicks(u"Next"_s));
        PERSON(tablet, sees(u"Example Borough"_s));
        PERSON(tablet, types(u"Your name"_s, u"Bartosz Nowak"_s));
        tablet.item(u"passphrase"_s)->setProperty("text", u"lantern over"_s);
        PERSON(tablet, seesText(u"3 more character"_s));
        tablet.item(u"passphrase"_s)->setProperty("text", u"lantern over the harbour"_s);
        PERSON(tablet, sees(u"Long enough"_s));
        tablet.item(u"repeat"_s)->setProperty("text", u"lantern over the harbor"_s);
        PERSON(tablet, clicks(u"Join"_s));
        PERSON(tablet, seesText(u"not the same"_s));
        tablet.item(u"repeat"_s)->setProperty("text", u"lantern over the harbour"_s);
        PERSON(tablet, clicks(u"Join"_s));
        PERSON(tablet, seesText(u"Read these four words"_s));

        PERSON(admin, sees(u"Bartosz Nowak has answered"_s));
        QCOMPARE(wordsOn(admin), wordsOn(tablet));
        QCOMPARE(wordsOn(admin).split(u' ').size(), 4);
        admin.person.sitDown();
        PERSON(admin, clicks(u"The words are the same: approve"_s));
        PERSON(admin, sees(u"Bartosz Nowak can start on Tablet 3"_s));
        PERSON(tablet, sees(u"Welcome, Bartosz Nowak"_s));
        QCOMPARE(joined.size(), 1);
        const std::unique_ptr<Vault> vault = m_scene->joining.takeVault();
        QVERIFY(vault);
        QCOMPARE(vault->owner().person, u"Bartosz Nowak"_s);

        QSignalSpy done(tablet.root(), SIGNAL(done()));
        tablet.person.sitDown();
        PERSON(tablet, clicks(u"Start"_s));
        QCOMPARE(done.size(), 1);
    }

    void everyStepTakesTheFocus()
    {
        Screen admin(m_engine, u"AddDevicePage"_s, &m_scene->adding, {1280, 800});
        admin.person.sitDown();
        admin.item(u"name"_s)->setProperty("text", u"Tablet 3"_s);
        m_scene->adding.start(AddDeviceModel::Kind::Tablet, u"Tablet 3"_s, 0);
        QTRY_COMPARE(admin.focused(), u"Join with this code on the new device"_s);
        {
            Screen tablet(m_engine, u"JoinPage"_s, &m_scene->joining, {420, 820});
            tablet.person.sitDown();
            m_scene->joining.enter(m_scene->adding.link());
            QTRY_COMPARE(tablet.focused(), u"Your name"_s);
            m_scene->joining.claim(u"Bartosz Nowak"_s, u"lantern over the harbour"_s, u"lantern over the harbour"_s);
            QTRY_COMPARE(tablet.focused(), u"Read these four words to your administrator"_s);
            admin.person.sitDown();
            QTRY_COMPARE(admin.focused(), u"Bartosz Nowak has answered"_s);
            m_scene->adding.approve();
            QTRY_COMPARE(admin.focused(), u"Add another device"_s);
            tablet.person.sitDown();
            QTRY_COMPARE(tablet.focused(), u"Start"_s);
        }
        admin.person.sitDown();
        m_scene->adding.startAgain();
        QTRY_COMPARE(admin.focused(), u"A tablet"_s);
        QVERIFY(admin.item(u"name"_s)->property("text").toString().isEmpty()); // the next device is another one
    }

    void theAddressStandsBesideTheCode()
    {
        Screen admin(m_engine, u"AddDevicePage"_s, &m_scene->adding, {420, 820});
        m_scene->adding.start(AddDeviceModel::Kind::Tablet, u"Tablet 3"_s, 0);
        PERSON(admin, sees(u"QR code with the link for the new device"_s));
        const QString shown = admin.item(u"address"_s)->property("text").toString();
        QVERIFY(!shown.isEmpty() && !shown.contains(u'/'));
        const Result<QUrl> typed = joinlink::parseAddress(shown);
        QVERIFY(typed);
        QCOMPARE(*typed, QUrl(testing::AdminWorld::origin()));
    }

    /// Qt 6.4 gives every control of its own the role of its C++ type, whatever its QML says.
    void messagesAreToldAsWhatTheyAre()
    {
        const auto role = [](QQuickItem *item) {
            QAccessibleInterface *spoken = item ? QAccessible::queryAccessibleInterface(item) : nullptr;
            return spoken ? spoken->role() : QAccessible::NoRole;
        };
        Screen admin(m_engine, u"AddDevicePage"_s, &m_scene->adding, {1280, 800});
        m_scene->adding.start(AddDeviceModel::Kind::Tablet, u"Tablet 3"_s, 0);
        PERSON(admin, sees(u"Waiting for the new device to answer"_s));
        QQuickItem *bar = admin.item(u"waiting"_s);
        QCOMPARE(role(bar), QAccessible::ProgressBar);
        QVERIFY(bar->setProperty("value", 0.25));
        QCOMPARE(QAccessible::queryAccessibleInterface(bar)->text(QAccessible::Description), u"25 %"_s);
        m_scene->way->fail(ErrorCode::Offline);
        PERSON(admin, seesText(u"(SL-1)"_s));
        QCOMPARE(role(admin.item(u"problem"_s)), QAccessible::AlertMessage);
        m_scene->way->fail(std::nullopt);

        Screen tablet(m_engine, u"JoinPage"_s, &m_scene->joining, {420, 820});
        m_scene->joining.enter(m_scene->adding.link());
        PERSON(tablet, sees(u"Example Borough"_s));
        tablet.item(u"passphrase"_s)->setProperty("text", u"lantern over the harbour"_s);
        PERSON(tablet, sees(u"Long enough"_s));
        QCOMPARE(role(tablet.item(u"length"_s)), QAccessible::StaticText);
    }

    /// A card only holds things together: a screen reader meets what is in it, not one more pane without a name.
    void cardsAndLinksAreToldAsWhatTheyAre()
    {
        QAccessible::setActive(true); // as with a screen reader that was there before the page
        Screen tablet(m_engine, u"JoinPage"_s, &m_scene->joining, {420, 820});
        m_scene->adding.start(AddDeviceModel::Kind::Tablet, u"Tablet 3"_s, 0);
        QTRY_COMPARE(m_scene->adding.step(), AddDeviceModel::Step::Waiting);
        m_scene->joining.enter(m_scene->adding.link());
        PERSON(tablet, sees(u"Example Borough"_s)); // in a card
        QStringList nameless;
        QStringList names;
        const auto walk = [&](auto &&self, QAccessibleInterface *spoken) -> void {
            for (int i = 0; i < spoken->childCount(); ++i) {
                QAccessibleInterface *child = spoken->child(i);
                if (child->role() == QAccessible::Pane && child->text(QAccessible::Name).isEmpty())
                    nameless.append(QString::fromLatin1(child->object()->metaObject()->className()));
                names.append(child->text(QAccessible::Name));
                self(self, child);
            }
        };
        walk(walk, QAccessible::queryAccessibleInterface(tablet.root()->window()));
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u", "_s)));
        QVERIFY(names.contains(u"This code is from"_s));

        QQmlComponent component(&m_engine);
        component.setData("import Safelight.Controls\nAppLink { text: \"I have a slip number\" }", {});
        const std::unique_ptr<QObject> link(
            component.createWithInitialProperties({{u"parent"_s, QVariant::fromValue(tablet.root())}}));
        QVERIFY2(link, qPrintable(component.errorString()));
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(link.get());
        QVERIFY(spoken && spoken->actionInterface());
        QCOMPARE(spoken->role(), QAccessible::Link);
        QCOMPARE(spoken->text(QAccessible::Name), u"I have a slip number"_s);
        QSignalSpy clicked(link.get(), SIGNAL(clicked()));
        QVERIFY(spoken->actionInterface()->actionNames().contains(QAccessibleActionInterface::pressAction()));
        spoken->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(clicked.size(), 1);
    }

    void aMistypedCodeIsSaidBesideItsField()
    {
        Screen tablet(m_engine, u"JoinPage"_s, &m_scene->joining, {420, 820});
        tablet.person.sitDown();
        PERSON(tablet, types(u"Code or link"_s, u"ABCDE-FGH"_s));
        PERSON(tablet, clicks(u"Next"_s));
        PERSON(tablet, seesText(u"(SL-13)"_s));
        QCOMPARE(m_scene->joining.problemField(), u"code"_s);
        QVERIFY(!m_scene->joining.spent());
    }

    void theSamePassphraseIsAskedForAgain()
    {
        Screen admin(m_engine, u"AddDevicePage"_s, &m_scene->adding, {1280, 800});
        Screen tablet(m_engine, u"JoinPage"_s, &m_scene->joining, {420, 820});
        m_scene->adding.start(AddDeviceModel::Kind::Tablet, u"Tablet 3"_s, 0);
        QTRY_COMPARE(m_scene->adding.step(), AddDeviceModel::Step::Waiting);
        m_scene->joining.enter(m_scene->adding.link());
        QTRY_COMPARE(m_scene->joining.step(), JoinModel::Step::Confirm);
        const QString passphrase = u"lantern over the harbour"_s;
        tablet.item(u"passphrase"_s)->setProperty("text", passphrase);
        m_scene->joining.personLeft();
        QCOMPARE(tablet.item(u"passphrase"_s)->property("text").toString(), QString());
        m_scene->joining.claim(u"Bartosz Nowak"_s, passphrase, passphrase);
        PERSON(tablet, seesText(u"Read these four words"_s));
        m_scene->joining.personLeft();
        PERSON(tablet, seesText(u"let go of your passphrase"_s));
        QTRY_COMPARE(m_scene->adding.step(), AddDeviceModel::Step::Compare);
        m_scene->adding.approve();
        tablet.person.sitDown();
        QTRY_VERIFY(tablet.item(u"again"_s)->hasActiveFocus());
        tablet.item(u"again"_s)->setProperty("text", u"some other words"_s);
        PERSON(tablet, clicks(u"Finish"_s));
        PERSON(tablet, seesText(u"(SL-17)"_s));
        tablet.item(u"again"_s)->setProperty("text", passphrase);
        PERSON(tablet, clicks(u"Finish"_s));
        PERSON(tablet, sees(u"Welcome, Bartosz Nowak"_s));
    }

    void aCodeAloneAsksForTheAddress()
    {
        QVERIFY(testing::settled(m_scene->tablet->device->people()));
        Screen tablet(m_engine, u"JoinPage"_s, &m_scene->joining, {420, 820});
        tablet.person.sitDown();
        PERSON(tablet, types(u"Code or link"_s, InviteCode::generate().text()));
        PERSON(tablet, clicks(u"Next"_s));
        PERSON(tablet, seesText(u"Type the address"_s));
        QTRY_VERIFY(tablet.item(u"address"_s)->hasActiveFocus());
        tablet.person.typesOn(u"http://plain.example"_s);
        PERSON(tablet, clicks(u"Next"_s));
        PERSON(tablet, seesText(u"(SL-25)"_s));
        tablet.item(u"address"_s)->setProperty("text", testing::AdminWorld::origin());
        PERSON(tablet, clicks(u"Next"_s));
        PERSON(tablet, seesText(u"(SL-8)"_s)); // nobody made that code
    }

    void wordsThatDifferEndIt()
    {
        Screen admin(m_engine, u"AddDevicePage"_s, &m_scene->adding, {800, 1280});
        m_scene->adding.start(AddDeviceModel::Kind::Kiosk, u"Kiosk 1"_s, 1);
        PERSON(admin, sees(u"QR code with the link for the new device"_s));
        m_scene->joining.enter(m_scene->adding.link());
        QTRY_COMPARE(m_scene->joining.step(), JoinModel::Step::Confirm);
        m_scene->joining.claim(u"Somebody"_s, u"lantern over the harbour"_s, u"lantern over the harbour"_s);
        PERSON(admin, sees(u"Somebody has answered"_s));
        admin.person.sitDown();
        PERSON(admin, clicks(u"The words differ"_s));
        PERSON(admin, sees(u"What do you call it?"_s));
        QCOMPARE(m_scene->adding.step(), AddDeviceModel::Step::Choose);
    }

    void anOldInvitationOffersANewCode()
    {
        Screen admin(m_engine, u"AddDevicePage"_s, &m_scene->adding, {1280, 800});
        m_scene->adding.start(AddDeviceModel::Kind::Tablet, u"Tablet 3"_s, 0);
        PERSON(admin, sees(u"QR code with the link for the new device"_s));
        m_scene->world.clock.advance(std::chrono::hours(25));
        PERSON(admin, seesText(u"(SL-11)"_s));
        QVERIFY(m_scene->adding.spent());
        admin.person.sitDown();
        PERSON(admin, clicks(u"Make a new code"_s));
        PERSON(admin, sees(u"What do you call it?"_s));
    }

    void troubleOnTheWayIsSaidAndTheWaitGoesOn()
    {
        Screen admin(m_engine, u"AddDevicePage"_s, &m_scene->adding, {1280, 800});
        m_scene->adding.start(AddDeviceModel::Kind::Tablet, u"Tablet 3"_s, 0);
        PERSON(admin, sees(u"QR code with the link for the new device"_s));
        m_scene->way->fail(ErrorCode::Offline);
        PERSON(admin, seesText(u"(SL-1)"_s));
        m_scene->way->fail(std::nullopt);
        QTRY_VERIFY(m_scene->adding.problem().isEmpty());
        QCOMPARE(m_scene->adding.step(), AddDeviceModel::Step::Waiting);
    }
};

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    TestAdminPages test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_adminpages.moc"
