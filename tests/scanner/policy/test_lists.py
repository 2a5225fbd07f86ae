"""Lists and tables: who gets data, and how long it is kept."""

from __future__ import annotations

import pytest

from scanner.model import Action, Statement
from scanner.policy.reader import read_text

COLLECTS = "We collect your e-mail address when you register.\n\n"


def statements(text: str) -> list[Statement]:
    return list(read_text(COLLECTS + text, path="policy.md").statements[1:])


def keys(one: Statement) -> set[str]:
    return {phrase.key for phrase in one.categories}


def names(one: Statement) -> set[str]:
    return {phrase.key for phrase in one.recipients}


@pytest.mark.parametrize(
    ("item", "recipient", "categories"),
    [
        ("Adyen handles payments and gets your billing address.", "adyen", {"user.contact.address"}),
        ("Mailgun (delivery of our e-mails): name", "mailgun", {"user.name"}),
        ("Firms that run our help desk see your phone number.", "support_providers", {"user.contact.phone_number"}),
        ("Quarrel & Sons prints our labels and receives your postal address.", "quarrel-sons", {"user.contact.address"}),
    ],
)  # fmt: skip
def test_each_item_under_recipients_is_a_share_quoting_the_item(
    item: str, recipient: str, categories: set[str]
) -> None:
    found = statements(f"Your data goes to these companies:\n\n- {item}\n- Tax offices.\n")

    first = found[0]
    assert (first.action, first.polarity, names(first), keys(first)) == (
        Action.SHARE, "positive", {recipient}, categories,
    )  # fmt: skip
    assert first.evidence[0].quote == item


@pytest.mark.parametrize(
    ("sentence", "recipient"),
    [
        ("We pass your e-mail address to companies which deliver newsletters on our behalf.", "email_providers"),
        ("We share your files with suppliers who host our servers.", "hosting_suppliers"),
        ("Your card number is disclosed to a firm that processes payments.", "payment_processors"),
        ("Providers of web analytics receive your IP address.", "analytics_providers"),
        ("Companies that send text messages for us are given your phone number.", "sms_providers"),
        ("Contractors who staff our support team can see your messages.", "support_providers"),
        ("We share your device identifier with partners that show adverts.", "advertising_partners"),
        ("We share your name with service providers.", "service_providers"),
    ],
)
def test_a_class_of_recipients_is_told_by_what_they_do(sentence: str, recipient: str) -> None:
    (found,) = statements(sentence)

    assert (found.action, names(found)) == (Action.SHARE, {recipient})


@pytest.mark.parametrize(
    ("line", "category", "period"),
    [
        ("- Voicemails: 14 days, then they are erased.", {"user.content.private"}, "P14D"),
        ("- Web server logs - 60 days", {"user.telemetry"}, "P60D"),
        ("- Recordings: kept for six months", {"user.content.self_image"}, "P6M"),
        ("- Call logs: 1 year", {"x.user.communication.call_log"}, "P1Y"),
        ("- Tickets: two years", {"x.user.communication.support_record"}, "P2Y"),
        ("- Visitor details: 3 months", {"user.account"}, "P3M"),
        ("- Tax invoices: ten years", {"user.behavior.purchase_history", "user.payment"}, "P10Y"),
        ("- Nightly backups: 35 days", {"user"}, "P35D"),
        ("- Moonbeams: 5 days", {"user"}, "P5D"),
        ("| What | How long |\n|---|---|\n| Cookies | 13 months |", {"user.device.cookie"}, "P13M"),
        ("Our application logs are deleted after 7 days.", {"user.telemetry"}, "P7D"),
        ("Tickets expire after five weeks.", {"x.user.communication.support_record"}, "P5W"),
    ],
)
def test_a_period_is_kept_with_what_it_is_for(line: str, category: set[str], period: str) -> None:
    (found,) = statements(f"## How long we keep data\n\n{line}\n")

    assert (found.period, keys(found)) == (period, category)
    assert found.action in {Action.RETAIN, Action.ERASE}


def test_an_end_without_a_period_is_the_condition() -> None:
    (found,) = statements("## Retention\n\n- Everything else: until you close your account.\n")

    assert (found.action, found.period, found.condition) == (Action.RETAIN, None, "until you close your account")


@pytest.mark.parametrize(
    ("sentence", "category"),
    [
        ("We keep phone numbers out of our logs.", "user.contact.phone_number"),
        ("Passwords are never written to our log files.", "user.authorization.password"),
        ("Our error reports are free of e-mail addresses.", "user.contact.email"),
        ("The shop takes payments without recording your card number.", "user.financial.credit_card"),
        ("We refrain from storing your location.", "user.location"),
        ("Your address book stays on your phone.", "user.social"),
        ("No copy of your messages is left on our servers.", "user.content.private"),
        ("Our server logs contain no IP addresses.", "user.device.ip_address"),
    ],
)
def test_what_is_not_stored_is_denied_in_many_words(sentence: str, category: str) -> None:
    (found,) = statements(sentence)

    assert (found.action, found.polarity, keys(found)) == (Action.STORE, "negative", {category})
