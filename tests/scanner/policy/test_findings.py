"""The policy against itself: contradictions, vague clauses, missing clauses."""

from __future__ import annotations

import pytest

from scanner.model import PolicyFinding
from scanner.policy.reader import read_text


def findings(text: str, kind: str) -> list[PolicyFinding]:
    return [one for one in read_text(text, path="policy.txt").findings if one.kind == kind]


def test_data_not_stored_and_kept_is_a_contradiction_with_both_quotes() -> None:
    text = "We do not store your credit card number. Your credit card number is kept by our partners."

    (found,) = findings(text, "contradictory_policy")

    assert [quote.quote for quote in found.evidence] == text.replace(". Y", ".|Y").split("|")[::-1]


def test_a_deadline_and_open_retention_contradict_each_other() -> None:
    text = "We delete your data within 30 days. We retain your data for as long as we believe it is necessary."

    assert [one.severity for one in findings(text, "contradictory_policy")] == ["high"]


def test_an_ip_address_is_not_anonymous() -> None:
    text = "Our logs record anonymous information such as your IP address. We collect your IP address when you call."

    assert any("anonymous" in one.message for one in findings(text, "contradictory_policy"))


def test_a_closed_list_of_countries_and_others_contradict_each_other() -> None:
    text = "Your data is stored only in Germany. Your data may be transferred to India."

    assert any("countries" in one.message for one in findings(text, "contradictory_policy"))


def test_a_policy_at_one_with_itself_has_no_contradiction() -> None:
    text = "We collect your name. We do not collect your location. We share your name with resellers."

    assert findings(text, "contradictory_policy") == []


def test_open_clauses_are_vague_at_their_place() -> None:
    text = "We collect your name and any other information we consider relevant."

    (found,) = [one for one in findings(text, "vague_policy") if one.severity == "high"]

    assert found.evidence[0].quote == "any other information we consider relevant"


def missing(text: str) -> str:
    return "\n".join(one.message for one in findings("We collect your name. " + text, "missing_clause"))


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("The legal basis is your consent.", "legal basis"),
        ("We rely on your consent to send newsletters.", "legal basis"),
        ("You can complain to the supervisory authority.", "complain"),
        ("If we do not help you, turn to the Information Commissioner's Office.", "complain"),
        ("A complaint may be sent to the CNIL in Paris.", "complain"),
        ("You may have your details put right.", "corrected"),
        ("Ask us if you want mistakes in your file corrected.", "corrected"),
        ("You can have it erased or your data amended.", "corrected"),
        ("We give you your data in a machine-readable file.", "elsewhere"),
        ("You may bring your records to another provider.", "elsewhere"),
        ("Download all your data at any time.", "elsewhere"),
        ("No decision about you is taken by automated means.", "automated means"),
        ("We never let an algorithm decide; decisions are not made by software.", "automated means"),
        ("We do not engage in automated decision-making.", "automated means"),
        ("Server logs: 30 days.", "how long each kind"),
        ("You can withdraw your consent.", "withdrawn"),
    ],
)
def test_a_clause_that_is_there_is_not_missing(clause: str, told: str) -> None:
    assert told in missing("")
    assert told not in missing(clause)


def test_what_is_missing_is_told_in_plain_words() -> None:
    messages = missing("").split("\n")

    assert all(message.startswith("The policy does not say ") and "_" not in message for message in messages)
    assert "The policy does not say on which legal basis the data is processed (GDPR 13(1)(c))." in messages


def test_kept_for_years_and_deleted_after_months_are_two_ends() -> None:
    text = (
        "# Privacy policy\n\nWe are Shop Ltd, the controller.\n\nOrder records are kept for seven years.\n\n"
        "We collect your name.\n\nOrder records are deleted after 24 months.\n"
    )

    found = [f.message for f in read_text(text, path="p.md").findings if f.kind == "contradictory_policy"]

    assert any("two different ends" in message for message in found)
