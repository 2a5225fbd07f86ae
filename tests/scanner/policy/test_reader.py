"""What the reader makes of sentences: action, polarity, data, recipients, regions and periods."""

from __future__ import annotations

import pytest

from scanner.errors import InvalidPolicy
from scanner.model import Action, ControlKind, Statement
from scanner.policy.reader import read_text

COLLECTS = "We collect your e-mail address when you register.\n\n"


def statements(text: str) -> tuple[Statement, ...]:
    return read_text(text, path="policy.txt").statements


def keys(one: Statement) -> set[str]:
    return {phrase.key for phrase in one.categories}


def only(text: str, action: Action) -> Statement:
    found = [one for one in statements(text) if one.action is action]
    assert len(found) == 1, found
    return found[0]


def test_an_active_sentence_gives_its_list_of_data() -> None:
    found = only("We may collect your name, postal address, phone number(s) and IP address.", Action.COLLECT)

    assert keys(found) == {"user.name", "user.contact.address", "user.contact.phone_number", "user.device.ip_address"}
    assert (found.polarity, found.modality, found.actor) == ("positive", "may", "first_party")


def test_every_phrase_and_quote_is_the_text_at_its_offsets() -> None:
    text = "# Data\n\n**Cookies:** We use “session cookies”…\n\nWe collect your İstanbul address and your name.\n"

    declaration = read_text(text, path="policy.md")

    for one in declaration.statements:
        assert all(text[phrase.start : phrase.end] == phrase.text for phrase in one.categories)
        assert all(text[quote.start : quote.end] == quote.quote for quote in one.evidence)


def test_what_you_provide_is_collected() -> None:
    found = only("You provide us with your date of birth when you sign up.", Action.COLLECT)

    assert keys(found) == {"user.demographic.date_of_birth"}


def test_list_items_are_statements_of_their_own_with_the_verb_of_their_lead() -> None:
    found = statements("When you sign up, we collect:\n\n- your full name;\n- your IP address.\n")

    assert [(one.action, keys(one)) for one in found] == [
        (Action.COLLECT, {"user.name"}),
        (Action.COLLECT, {"user.device.ip_address"}),
    ]
    assert [one.evidence[0].quote for one in found] == ["your full name;", "your IP address."]
    assert {one.condition for one in found} == {"When you sign up"}


def test_items_complete_the_sentence_of_their_lead() -> None:
    text = COLLECTS + "The administrator of your organization may be able to:\n\n- view your call logs;\n"

    found = only(text, Action.SHARE)

    assert keys(found) == {"x.user.communication.call_log"}
    assert {phrase.key for phrase in found.recipients} == {"organization_administrator"}


def test_a_sentence_takes_up_the_data_of_the_one_before() -> None:
    found = only("We collect your location. We do not share this information with third parties.", Action.SHARE)

    assert (found.polarity, keys(found)) == ("negative", {"user.location"})


@pytest.mark.parametrize(
    ("sentence", "action", "category"),
    [
        ("We do not store your credit card number.", Action.STORE, "user.financial.credit_card"),
        ("Your credit card number is never stored.", Action.STORE, "user.financial.credit_card"),
        ("Your card number never reaches our servers.", Action.STORE, "user.financial.credit_card"),
        ("We collect no location data.", Action.COLLECT, "user.location"),
        ("No location data is collected.", Action.COLLECT, "user.location"),
        ("Your location is neither shared nor sold.", Action.SHARE, "user.location"),
        ("We are not in the business of selling your phone number to advertisers.", Action.SHARE, "user.contact.phone_number"),
        ("We provide the service without collecting your phone number.", Action.COLLECT, "user.contact.phone_number"),
        ("Please note that we do not sell your e-mail address.", Action.SHARE, "user.contact.email"),
    ],
)  # fmt: skip
def test_denials_are_negative(sentence: str, action: Action, category: str) -> None:
    denied = [one for one in statements(COLLECTS + sentence) if one.polarity == "negative"]

    assert [(one.action, keys(one)) for one in denied] == [(action, {category})]


@pytest.mark.parametrize(
    "sentence",
    [
        "Without cookies some of our services cannot be provided.",
        "We make no warranties about your information.",
        "You may not opt out of service messages about your account.",
        "We cannot guarantee that your information is never disclosed.",
        "We do not require you to provide your phone number.",
        "We keep your name no longer than necessary.",
        "Personal data may not be deleted where the law requires us to keep it.",
        "We are not responsible for the data that other websites collect.",
        "We collect not only your name but also your age.",
    ],
)
def test_what_is_no_promise_about_data_is_not_negative(sentence: str) -> None:
    assert [one for one in statements(COLLECTS + sentence) if one.polarity == "negative"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "You can delete your account at any time.",
        "We recommend that you keep your password secret.",
        "This privacy policy explains how we collect, use and share your personal data.",
        "“Personal data” means any information about an identified person.",
        "Cookies are small text files that store information on your device.",
        "The GDPR requires that controllers collect only necessary personal data.",
        "Our site links to other websites, which may collect your data.",
        "You have the right to access your personal data.",
        "How do we use your information?",
    ],
)
def test_advice_definitions_law_and_links_are_no_statements(sentence: str) -> None:
    assert len(statements(COLLECTS + sentence)) == len(statements(COLLECTS))


def test_a_denial_with_an_exception_keeps_it_as_the_condition() -> None:
    found = only(COLLECTS + "We will not share your name with anyone except as required by law.", Action.SHARE)

    assert found.polarity == "negative"
    assert found.condition == "except as required by law"


def test_a_promise_about_children_speaks_of_children() -> None:
    found = only("We do not knowingly collect personal information from anyone under the age of 16.", Action.COLLECT)

    assert (found.polarity, found.subject, keys(found)) == ("negative", "child", {"user.childrens"})


def test_recipients_are_vendors_by_name_and_classes_by_word() -> None:
    found = only("We share your e-mail address with Stripe and with other payment processors.", Action.SHARE)

    assert {phrase.key for phrase in found.recipients} == {"stripe", "payment_processors"}


def test_an_unknown_company_is_a_recipient_by_its_name() -> None:
    found = only("We share your e-mail address with Fennwick Parcels.", Action.SHARE)

    assert {phrase.key for phrase in found.recipients} == {"fennwick-parcels"}


def test_a_tool_that_is_used_is_a_recipient() -> None:
    found = only(COLLECTS + "We use Google Analytics to understand how the site is used.", Action.SHARE)

    assert {phrase.key for phrase in found.recipients} == {"google-analytics"}


@pytest.mark.parametrize(
    ("sentence", "regions", "closed"),
    [
        ("Your data is stored only in Germany and Ireland.", ("DE", "IE"), True),
        ("Your data is stored on servers in the United States, Canada and Turkey.", ("US", "CA", "TR"), True),
        ("Your data is primarily stored in Canada.", ("CA",), False),
        ("Your data may be stored in the US and other countries.", ("US",), False),
        ("Your data is stored in the European Union.", ("EU",), True),
    ],
)
def test_places_of_data_are_countries_in_a_closed_or_open_list(
    sentence: str, regions: tuple[str, ...], *, closed: bool
) -> None:
    found = only(COLLECTS + sentence, Action.STORE)

    assert (found.regions, found.region_list_closed) == (regions, closed)


def test_laws_and_residents_are_no_places_of_data() -> None:
    text = COLLECTS + "We store your name under the laws of France for users from Spain."

    assert all(not one.regions or one.regions == ("ES",) for one in statements(text))


@pytest.mark.parametrize(
    ("sentence", "action", "period"),
    [
        ("We delete your account data within a maximum period of 30 days.", Action.ERASE, "P30D"),
        ("Call recordings are kept for twelve months.", Action.RETAIN, "P12M"),
        ("We retain your invoices for two (2) years.", Action.RETAIN, "P2Y"),
        ("Your IP address is erased after 24 hours.", Action.ERASE, "PT24H"),
        ("Log files are deleted after a 14-day period.", Action.ERASE, "P14D"),
    ],
)
def test_periods_are_iso_durations(sentence: str, action: Action, period: str) -> None:
    assert only(sentence, action).period == period


def test_each_kind_of_data_gets_the_period_that_follows_it() -> None:
    found = statements("We delete your call logs after 90 days, and your IP address after two weeks.")

    assert {(one.period, *keys(one)) for one in found} == {
        ("P90D", "x.user.communication.call_log"),
        ("P2W", "user.device.ip_address"),
    }


def test_purposes_are_data_uses() -> None:
    found = only("We use your e-mail address to send you our newsletter and to prevent fraud.", Action.USE)

    assert {"marketing.communications.email", "essential.fraud_detection"} <= set(found.purposes)


def test_promises_without_handling_of_data_are_kept_apart() -> None:
    text = (
        COLLECTS + "Callers are informed before a call is recorded. Every newsletter has an unsubscribe link. "
        "You must be over 18 to register. You can choose whether your profile is shown in the directory."
    )

    kinds = [promise.kind for promise in read_text(text, path="p").promises]

    assert kinds == [ControlKind.NOTICE, ControlKind.UNSUBSCRIBE, ControlKind.AGE_GATE, ControlKind.VISIBILITY]


def test_ids_stay_when_an_unrelated_sentence_is_added() -> None:
    policy = "We collect your name. We do not store your card number. We share your name with resellers."

    before = {one.id for one in statements(policy)}
    after = {one.id for one in statements("We record your IP address.\n\n" + policy)}

    assert before < after


@pytest.mark.parametrize("text", ["", " \n ", "A recipe: boil the eggs for ten minutes, then peel them."])
def test_what_is_no_policy_is_told_in_one_line(text: str) -> None:
    with pytest.raises(InvalidPolicy) as told:
        read_text(text, path="notes.txt")

    assert str(told.value).startswith("notes.txt: ")
    assert "\n" not in str(told.value)
