"""Verdicts on columns: names and values together, decoys of both, forms of protection, JSON and prose."""

from __future__ import annotations

import json

import pytest
from stdnum import luhn

from detectors.columns import judge_column
from detectors.model import Column, Confidence, Finding, Protection

EMAILS = tuple(f"person{n}@example.org" for n in range(40))
GIVEN = ("Anna", "Maria", "Peter", "Thomas", "Susan", "Karl", "Julia", "Mehmet", "Luis", "Emma")
FAMILY = ("Smith", "Weber", "Rossi", "Garcia", "Yilmaz")
PEOPLE = tuple(f"{given} {family}" for given in GIVEN for family in FAMILY)
QUADS = tuple(f"198.51.100.{n}" for n in range(1, 40)) + tuple(f"203.0.113.{n}" for n in range(200, 240))
CARDS = (
    "4111111111111111",
    "5555555555554444",
    "378282246310005",
    "6011111111111117",
    "4012888888881881",
    "5105105105105100",
)


def judged(
    name: str, values: tuple[str | None, ...], *, owner: str = "", declared_type: str = ""
) -> dict[str, Finding]:
    verdicts = judge_column(Column(name, owner, declared_type, values))
    return {
        str(finding.category): finding
        for verdict in verdicts
        for finding in verdict.findings
        if finding.confidence is not Confidence.LOW
    }


def test_values_decide_where_the_name_says_nothing() -> None:
    assert judged("c3", EMAILS)["user.contact.email"].confidence is Confidence.HIGH
    assert judged("src", QUADS).keys() == {"user.device.ip_address"}
    assert judged("c2", PEOPLE).keys() == {"user.name"}


def test_the_name_decides_where_there_are_no_values() -> None:
    assert judged("email", (None, None)).keys() == {"user.contact.email"}


def test_values_contradict_a_name_that_looks_personal() -> None:
    assert judged("email", ("0", "1", "1")) == {}
    assert judged("ip", ("3", "17", "2")) == {}
    assert judged("phone", ("iPhone 12", "Pixel 8")) == {}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("os_version", tuple(f"{n}.0.{n}.1" for n in range(1, 30))),
        ("build", tuple(f"1{n}.4.2{n}.9" for n in range(9))),
        ("c9", tuple(f"{n}.2.{n}.7" for n in range(1, 30))),
        ("request_id", tuple(f"6d92078a-8246-4ba4-ae5b-76104861e7{n}" for n in range(10, 40))),
        ("ean13", ("4006381333931", "5901234123457", "9780306406157")),
        ("order_ref", ("950-12-3456", "960-34-9876")),
        ("asset", tuple(f"img{n}@2x.png" for n in range(30))),
        ("repo", ("git@github.com:org/a.git",)),
        ("gateway_ref", (*CARDS[:1], *(f"40000000000000{n}" for n in range(10, 40)))),
        ("brand", ("Johnson", "Ford", "Baker", "Wilson") * 20),
        ("fw_hash", tuple(f"{n:032x}" for n in range(30))),
        ("created_on", tuple(f"2023-01-{n:02d}" for n in range(1, 29))),
    ],
)
def test_values_that_only_look_personal_are_no_finding(name: str, values: tuple[str, ...]) -> None:
    assert judged(name, values) == {}


def test_cards_in_a_column_that_says_nothing_are_found_when_nearly_all_are() -> None:
    many = tuple(stem + luhn.calc_check_digit(stem) for stem in (f"41111111111{n:04d}" for n in range(30)))

    assert judged("c6", many)["user.financial.credit_card"].confidence is Confidence.HIGH
    assert judged("c6", (*many, *(f"411111111111{n:04d}" for n in range(60)))) == {}
    assert "user.financial.credit_card" in judged("card_number", CARDS)


def test_days_that_spread_over_two_generations_are_dates_of_birth() -> None:
    days = tuple(f"{year}-03-1{year % 10}" for year in range(1940, 2004))

    assert judged("c10", days)["user.demographic.date_of_birth"].confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    ("name", "value", "category", "protection"),
    [
        ("password", "$2b$12$" + "a" * 53, "user.authorization.password", Protection.HASHED),
        ("pw_x", "$argon2id$v=19$m=65536$abc", "user.authorization.password", Protection.HASHED),
        ("email", "5f4dcc3b5aa765d61d8327deb882cf99", "user.contact.email", Protection.HASHED),
        ("email", "j***@example.org", "user.contact.email", Protection.MASKED),
        ("card_number", "************1111", "user.financial.credit_card", Protection.MASKED),
        ("card_number", "tok_1A2b3C4d5E6f", "user.financial.credit_card", Protection.TOKENISED),
        (
            "ssn",
            "gAAAAABk3Jd8s9f0aLq2pZx7Vb6Nm5Cc4Xx3Zz2Aa1Qq0Ww9Ee8Rr7Tt6Yy5Uu4",
            "user.government_id.national_identification_number",
            Protection.ENCRYPTED,
        ),
    ],
)
def test_the_look_of_values_tells_their_protection(
    name: str, value: str, category: str, protection: Protection
) -> None:
    found = judged(name, (value,))

    assert found[category].protection is protection


def test_every_path_of_json_has_its_verdict() -> None:
    documents = tuple(
        json.dumps({"v": "1.4.2.0", "user": {"name": person, "contacts": [{"email": email}]}, "items": [1, 2]})
        for person, email in zip(PEOPLE, EMAILS, strict=False)
    )

    verdicts = judge_column(Column("payload", "events", "TEXT", documents))

    assert {verdict.path: [str(finding.category) for finding in verdict.findings] for verdict in verdicts} == {
        "user.contacts.email": ["user.contact.email"],
        "user.name": ["user.name"],
    }


def test_prose_with_some_personal_data_says_which_and_how_much() -> None:
    texts = ("the lamp arrived broken and late",) * 97 + (
        "please write to jane@example.org about the lamp",
        "my SSN is 123-45-6789 if you need it",
        "call me on +44 20 7946 0958 after noon",
    )

    found = judged("body", texts)

    assert found.keys() == {
        "user.contact.email",
        "user.government_id.national_identification_number",
        "user.contact.phone_number",
    }
    assert found["user.contact.email"].share == 0.01


def test_html_entities_do_not_hide_addresses() -> None:
    assert judged("c1", ("jane&#64;example.org", "joe&commat;example.org")).keys() == {"user.contact.email"}


def test_no_value_stands_in_a_reason() -> None:
    for verdict in judge_column(Column("c3", "t", "TEXT", EMAILS)):
        for finding in verdict.findings:
            assert "person" not in finding.reason
