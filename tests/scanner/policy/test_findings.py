"""The policy against itself: contradictions, vague clauses, missing clauses."""

from __future__ import annotations

from scanner.model import PolicyFinding
from scanner.policy.reader import read_text


def findings(text: str, kind: str) -> list[PolicyFinding]:
    return [one for one in read_text(text, path="policy.txt").findings if one.kind == kind]


def test_data_not_stored_and_kept_is_a_contradiction_with_both_quotes() -> None:
    text = "We do not store your credit card number. Your credit card number is kept by our partners."

    (found,) = findings(text, "contradictory_policy")

    assert [quote.quote for quote in found.evidence] == text.replace(". Y", ".|Y").split("|")


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


def test_missing_clauses_are_named_with_their_article() -> None:
    bare = {one.message.split(":")[0] for one in findings("We collect your name.", "missing_clause")}
    full = {
        one.message.split(":")[0]
        for one in findings(
            "We collect your name. The legal basis is your consent, which you may withdraw at any time by "
            "withdrawing your consent. You can complain to the supervisory authority. "
            "Write to the data protection officer at dpo@callroom.example.",
            "missing_clause",
        )
    }

    assert {"legal_basis", "complaint", "dpo_contact"} <= bare
    assert not {"legal_basis", "complaint", "dpo_contact"} & full
