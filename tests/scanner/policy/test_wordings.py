"""Wordings of one kind of sentence: what is provided or derived, purposes, places, controllers, contradictions."""

from __future__ import annotations

import pytest

from scanner.model import Action, Statement
from scanner.policy.reader import read_text

COLLECTS = "We collect your e-mail address when you register.\n\n"


def statements(text: str) -> tuple[Statement, ...]:
    return read_text(COLLECTS + text, path="policy.md").statements[1:]


def keys(one: Statement) -> set[str]:
    return {phrase.key for phrase in one.categories}


def contradictions(text: str) -> list[tuple[str, ...]]:
    findings = read_text(COLLECTS + text, path="policy.md").findings
    return [tuple(q.quote for q in one.evidence) for one in findings if one.kind == "contradictory_policy"]


@pytest.mark.parametrize(
    ("sentence", "categories"),
    [
        ("You may add a fax number and a bio.", {"user.contact.fax_number", "user.content.public"}),
        ("You can upload a picture of yourself.", {"user.content.self_image"}),
        ("You can tell us your time zone.", {"user.account.settings"}),
        ("From your IP address we work out the town and country.", {"user.location.imprecise"}),
        ("We estimate your region from your IP address.", {"user.location.imprecise"}),
        ("We note which songs you play.", {"user.behavior.media_consumption"}),
        ("We log the terms you search for.", {"user.behavior.search_history"}),
        ("Resellers send us your name.", {"user.name"}),
        ("The device identifier may tell us that you came back.", {"user.device.device_id"}),
    ],
)
def test_what_is_provided_noted_or_derived_is_collected(sentence: str, categories: set[str]) -> None:
    (found,) = statements(sentence)

    assert (found.action, found.actor, keys(found)) == (Action.COLLECT, "first_party", categories)


def test_the_sound_of_a_call_is_private_content_beside_its_pictures() -> None:
    (found,) = statements("We store the sound of the meeting and the video.")

    assert keys(found) == {"user.content.private", "user.content.self_image"}


@pytest.mark.parametrize(
    ("sentence", "purpose"),
    [
        ("We use call recordings to train our speech recognition.", "train_ai_system"),
        ("We use your past orders to set prices for you.", "personalize"),
        ("We use your IP address to stop fraud.", "essential.fraud_detection"),
        ("We use your IP address to block attacks.", "essential.service.security"),
        ("We use your e-mail address to send you vouchers.", "marketing.communications.email"),
        ("We use your card number to take payment.", "essential.service.payment_processing"),
        ("We use usage data to make the app better.", "functional.service.improve"),
        ("We use your messages to answer your questions.", "essential.service.operations.support"),
    ],
)
def test_a_use_has_its_purpose(sentence: str, purpose: str) -> None:
    (found,) = statements(sentence)

    assert (found.action, purpose in found.purposes) == (Action.USE, True)


def test_a_use_bound_to_its_purpose_says_so() -> None:
    bound, free = statements("We use your phone number only to call you back. We use your address to ship orders.")

    assert (bound.condition, free.condition) == ("only", None)


@pytest.mark.parametrize(
    ("sentence", "action", "regions", "closed"),
    [
        ("We keep your data in France and Belgium, and in no other country.", Action.STORE, ("FR", "BE"), True),
        ("Your data is stored exclusively in Norway.", Action.STORE, ("NO",), True),
        ("Our servers are in Ireland, nowhere else.", Action.STORE, ("IE",), True),
        ("Your personal data never leaves Canada.", Action.STORE, ("CA",), True),
        ("We are a company based in Spain and store your name in Portugal.", Action.STORE, ("PT",), True),
        ("We store your data in Italy and elsewhere.", Action.STORE, ("IT",), False),
        ("Our suppliers may process your data in the United States.", Action.TRANSFER, ("US",), True),
    ],
)
def test_places_are_those_of_data(sentence: str, action: Action, regions: tuple[str, ...], *, closed: bool) -> None:
    (found,) = statements(sentence)

    assert (found.action, found.regions, found.region_list_closed) == (action, regions, closed)


@pytest.mark.parametrize(
    ("opening", "controller"),
    [
        ("Tidewater GmbH, Hafenstr. 2, 20095 Hamburg, Germany, runs this shop.", "Tidewater GmbH"),
        ('Blue Kettle Oy, Satamakatu 4, Helsinki, Finland ("Blue Kettle", "we") sells tea.', "Blue Kettle Oy"),
        ("This site is operated by Lantern Works.", "Lantern Works"),
        ("The controller is Society of the Owls Ltd, London.", "Society of the Owls Ltd"),
        ("Brightfield (“we”) makes games.", "Brightfield"),
    ],
)
def test_the_controller_is_named_and_not_its_country(opening: str, controller: str) -> None:
    assert read_text(f"{opening}\n\n{COLLECTS}", path="policy.md").document.controller == controller


@pytest.mark.parametrize(
    "text",
    [
        "We do not sell your data. We share your name with Stripe.",
        "We keep your account data as long as your account is open. When you close it, we erase your data in 30 days.",
        "We do not share your data for advertising. We share your e-mail address with Mailgun to send newsletters.",
        "We store your data only in Germany. Our suppliers may process your data in the United States.",
        "Access logs are kept for 30 days. Call logs are kept for 90 days.",
    ],
)
def test_what_holds_together_is_no_contradiction(text: str) -> None:
    assert contradictions(text) == []


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("Recordings are kept for 30 days.", "Recordings stay available for as long as the owner wants them."),
        ("Access logs are kept for 30 days.", "Our access logs are kept for 90 days."),
        ("We set no cookies before you have agreed.", "By staying on our site you accept all cookies."),
        ("We store your data only in Germany.", "We also store your data in India and elsewhere."),
    ],
)
def test_what_does_not_hold_together_shows_the_later_sentence_first(first: str, later: str) -> None:
    assert (later, first) in contradictions(f"{first} {later}")
