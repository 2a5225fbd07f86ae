"""How well one policy is read, against a reading by hand: `policy_seed.py POLICY TRUTH` prints figures as JSON.

A mention is found when a phrase overlaps it whose category equals, contains or is contained in the truth's; a bare
`user` never counts. A trap is a sentence that the truth marks as no statement and that a statement rests on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from scanner.model import Declaration, Phrase, Quote, Statement
from scanner.policy.files import read_file

Truth = Mapping[str, Any]  # JSON of the truth file
# The truth names some recipients more narrowly than the classes that a reader gives.
_CLASS_OF = {
    "governments": "law_enforcement_government",
    "analytics_suppliers": "analytics_providers",
    "licensed_institution": "payment_processors",
    "callee": "call_counterparty",
    "processors_gdpr": "service_providers",
}


def main() -> None:
    """Reads the arguments and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("policy", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--misses", action="store_true", help="list what was missed and what is too much")
    arguments = parser.parse_args()
    truth = json.loads(arguments.truth.read_text("utf-8"))
    _, declaration = read_file(arguments.policy)
    print(json.dumps(figures(declaration, truth), indent=1))
    if arguments.misses:
        print(json.dumps(misses(declaration, truth), indent=1, ensure_ascii=False))


def figures(declaration: Declaration, truth: Truth) -> dict[str, object]:
    """The figures of one reading."""
    specific = [mention for mention in truth["mentions"] if mention["category"] != "user"]
    phrases = [phrase for one in declaration.statements for phrase in one.categories if phrase.key != "user"]
    distinct = list(dict.fromkeys((phrase.key, phrase.start, phrase.end) for phrase in phrases))
    found = [mention for mention in specific if any(_names(phrase, mention) for phrase in phrases)]
    right = [
        key
        for key in distinct
        if any(_names(Phrase(key[0], "", key[1], key[2]), mention) for mention in truth["mentions"])
    ]
    promises = [
        one
        for one in truth["negative_promises"]
        if one.get("is_company_promise", True) and one["kind"] != "no_condition"
    ]
    kept = [one for one in promises if _denied(declaration, one)]
    recipients = [one for one in truth["recipients"] if _reaches(declaration, one)]
    places = [one for one in truth["storage_locations"] + truth["transfers"] if _countries(one)]
    periods = [one for one in truth["retention"] if one.get("period_days")]
    return {
        "mentions": {"truth": len(specific), "found": len(found), "recall": _share(len(found), len(specific))},
        "phrases": {"given": len(distinct), "right": len(right), "precision": _share(len(right), len(distinct))},
        "statements": {"given": len(declaration.statements), "truth": len(truth["statements"]), "covered": sum(_covered(declaration.statements, one) for one in truth["statements"])},
        "negative_promises": {"truth": len(promises), "found": len(kept), "given": sum(one.polarity == "negative" for one in declaration.statements)},
        "traps": {"sentences": sum(one["no_statement"] for one in truth["sentences"]), "taken": len(_traps(declaration, truth))},
        "recipients": {"truth": len(truth["recipients"]), "found": len(recipients)},
        "regions": {"truth": len(places), "exact": sum(_placed(declaration, one) for one in places)},
        "periods": {"truth": len(periods), "exact": sum(_timed(declaration, one) for one in periods)},
        "contradictions": {"truth": len(truth["contradictions"]), "found": len(_contradicted(declaration, truth)), "given": sum(one.kind == "contradictory_policy" for one in declaration.findings)},
    }  # fmt: skip


def misses(declaration: Declaration, truth: Truth) -> dict[str, object]:
    """What to look at next."""
    phrases = [phrase for one in declaration.statements for phrase in one.categories if phrase.key != "user"]
    return {
        "mentions": [f"{one['start']} {one['surface'][:70]} [{one['category']}]" for one in truth["mentions"] if one["category"] != "user" and not any(_names(phrase, one) for phrase in phrases)],
        "phrases": sorted({f"{phrase.start} {phrase.text} [{phrase.key}]" for phrase in phrases if not any(_names(phrase, one) for one in truth["mentions"])}),
        "promises": [one["id"] for one in truth["negative_promises"] if not _denied(declaration, one)],
        "negatives": [one.evidence[-1].quote[:120] for one in declaration.statements if one.polarity == "negative"],
        "traps": _traps(declaration, truth),
        "recipients": [one["id"] for one in truth["recipients"] if not _reaches(declaration, one)],
        "statements": [f"{one['id']} {one['evidence'][0]['quote'][:90]}" for one in truth["statements"] if not _covered(declaration.statements, one)],
        "contradictions": [one["id"] for one in truth["contradictions"] if one["id"] not in _contradicted(declaration, truth)],
    }  # fmt: skip


def _names(phrase: Phrase, mention: Truth) -> bool:
    one, two = phrase.key, str(mention["category"])
    related = one == two or one.startswith(two + ".") or two.startswith(one + ".")
    start, end = int(mention["start"]), int(mention["end"])
    return related and phrase.start < end and start < phrase.end and one != "user"


def _overlaps(quotes: Iterable[Quote], places: Iterable[Truth]) -> bool:
    return any(quote.start < place["end"] and place["start"] < quote.end for quote in quotes for place in places)


def _denied(declaration: Declaration, promise: Truth) -> bool:
    negatives = (one for one in declaration.statements if one.polarity == "negative")
    return any(_overlaps(one.evidence, promise["evidence"]) for one in negatives)


def _covered(statements: Iterable[Statement], truth: Truth) -> bool:
    polarity = truth["polarity"]
    return any(one.polarity == polarity and _overlaps(one.evidence, truth["evidence"]) for one in statements)


def _reaches(declaration: Declaration, recipient: Truth) -> bool:
    wanted = {recipient["id"], _CLASS_OF.get(recipient["id"], recipient["id"])}
    return any(
        phrase.key in wanted and _overlaps(one.evidence, recipient["evidence"])
        for one in declaration.statements
        for phrase in one.recipients
    )


def _countries(place: Truth) -> set[str]:
    return {region for region in place.get("regions", ()) if len(region) == 2}


def _placed(declaration: Declaration, place: Truth) -> bool:
    open_list = "*" in place["regions"] or place.get("closed_list") is False
    return any(
        set(one.regions) == _countries(place) and bool(one.region_list_closed) is not open_list
        for one in declaration.statements
        if _overlaps(one.evidence, place["evidence"])
    )


def _timed(declaration: Declaration, retention: Truth) -> bool:
    wanted = f"P{retention['period_days']}D"
    return any(
        one.period == wanted and _overlaps(one.evidence, retention["evidence"]) for one in declaration.statements
    )


def _traps(declaration: Declaration, truth: Truth) -> list[str]:
    silent = [one for one in truth["sentences"] if one["no_statement"]]
    shown = [(quote, one) for one in declaration.statements for quote in one.evidence[-1:]]
    return sorted(
        {f"{place['id']} {quote.quote[:100]}" for quote, _ in shown for place in silent if _mostly(quote, place)}
    )


def _mostly(quote: Quote, place: Truth) -> bool:
    shared = min(quote.end, place["end"]) - max(quote.start, place["start"])
    return bool(shared > 0.5 * min(quote.end - quote.start, place["end"] - place["start"]))


def _contradicted(declaration: Declaration, truth: Truth) -> list[str]:
    """A contradiction is found when a finding quotes two of its sides, or its only one."""
    given = [one for one in declaration.findings if one.kind == "contradictory_policy"]
    return [
        one["id"]
        for one in truth["contradictions"]
        if any(_both(finding.evidence, one["evidence"]) for finding in given)
    ]


def _both(quotes: Iterable[Quote], sides: list[Truth]) -> bool:
    shown = list(quotes)
    return sum(_overlaps(shown, [side]) for side in sides) >= min(2, len(sides))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


if __name__ == "__main__":
    main()
