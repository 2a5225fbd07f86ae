"""Sentences of a policy that cannot both hold, or hardly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from scanner.model import Action, PolicyFinding, Quote, Statement
from scanner.policy.clauses import finding_table
from scanner.policy.passages import Sentence

_OPEN_RETENTION = re.compile(r"\bas long as\b|\bindefinitely\b|\bstill retain\b|\bfor so long as\b", re.IGNORECASE)
_IDENTIFYING = (
    "user.device.ip_address",
    "user.device.device_id",
    "user.unique_id",
    "user.contact",
    "user.name",
    "user.device.cookie_id",
)
_KEEPING = (Action.STORE, Action.RETAIN)
_ADVERTISING = "marketing"
_MOST, _SHOWN = 200, 5  # denials compared, so that no text is costly, and contradictions shown for each
_IN_THIS_SECTION = re.compile(r"\bas (?:provided|described|set out|explained) in this section\b", re.IGNORECASE)


def contradictions(
    statements: Sequence[Statement], sentences: Sequence[Sentence], text: str, *, normal: str
) -> tuple[PolicyFinding, ...]:
    """The contradictions and tensions that the statements and the text hold, each with both sides quoted."""
    flat = normal.replace("\n", " ")
    found = [*_denied(statements), *_erasure(statements), *_anonymous(statements), *_worded(text, flat)]
    found.extend(_sectioned(statements, sentences))
    found.extend(_advertising(statements))
    found.extend(_authorities(statements))
    found.extend(_closed_and_open(statements))
    return tuple(dict.fromkeys(found))


def _denied(statements: Sequence[Statement]) -> Iterator[PolicyFinding]:
    """The same data, denied and said: "we do not store cards", "cards are kept with partners"."""
    denials = [one for one in statements if one.polarity == "negative"][:_MOST]
    said = [one for one in statements if one.polarity == "positive"][: _MOST * 10]
    for no in denials:
        against = [yes for yes in said if _same_handling(no, yes) and _same_data(no, yes)]
        for yes in against[:_SHOWN]:
            severity = "medium" if no.condition or yes.condition else "high"
            verb = no.action.value
            yield _finding(
                f"denied and declared: the policy says that it does not {verb} the data, and that it does",
                severity,
                no,
                yes,
            )


def _same_handling(no: Statement, yes: Statement) -> bool:
    if no.subject == "child" or yes.subject == "child":
        return False
    if no.action in _KEEPING and yes.action in _KEEPING:
        return True
    if no.action is not yes.action or no.action is Action.USE:
        return False
    if no.action is Action.SHARE:
        return not no.purposes and not no.recipients and not no.condition
    return not no.purposes


def _same_data(no: Statement, yes: Statement) -> bool:
    denied = {phrase.key for phrase in no.categories} - {"user"}
    said = {phrase.key for phrase in yes.categories} - {"user"}
    if no.generic:
        return no.action is Action.SHARE and not no.condition and bool(said or yes.recipients)
    return any(one == two or one.startswith(two + ".") or two.startswith(one + ".") for one in denied for two in said)


def _erasure(statements: Sequence[Statement]) -> Iterator[PolicyFinding]:
    """Erased within N days, and kept for as long as is thought necessary."""
    dated = [one for one in statements if one.action is Action.ERASE and one.period and one.polarity == "positive"]
    kept = [
        one
        for one in statements
        if one.action is Action.RETAIN and one.polarity == "positive" and _OPEN_RETENTION.search(one.evidence[-1].quote)
    ]
    if dated and kept:
        yield _finding(
            f"deadline and open retention: erased within {dated[0].period}, and kept without an end",
            "high",
            dated[0],
            *kept,
        )


def _anonymous(statements: Sequence[Statement]) -> Iterator[PolicyFinding]:
    """Data called anonymous, and named elsewhere as what identifies a person or device."""
    called = [
        one
        for one in statements
        if re.search(
            r"\b(?:anonymous|anonymi[sz]ed|non-personal(?:ly)?|non-identifying) (?:\w+ )?(?:information|data)\b",
            one.evidence[-1].quote,
            re.IGNORECASE,
        )
    ]
    for one in called:
        keys = {phrase.key for phrase in one.categories if phrase.key.startswith(_IDENTIFYING)}
        others = [two for two in statements if two not in called and keys & {phrase.key for phrase in two.categories}]
        if keys:
            yield _finding(
                f"anonymous and identifying: {', '.join(sorted(keys))} is called anonymous", "high", one, *others[:2]
            )


def _advertising(statements: Sequence[Statement]) -> Iterator[PolicyFinding]:
    """No sharing for advertising, and sharing for marketing or with those who do it."""
    for no in statements:
        if no.action is not Action.SHARE or no.polarity != "negative" or not _for_marketing(no):
            continue
        yes = [
            one
            for one in statements
            if one.action is Action.SHARE and one.polarity == "positive" and (_for_marketing(one) or _is_lead(one))
        ]
        if yes:
            yield _finding(
                "advertising denied and marketing declared: not shared for advertising, and shared for marketing",
                "medium",
                no,
                *yes[:3],
            )


def _for_marketing(one: Statement) -> bool:
    return any(purpose.startswith(_ADVERTISING) for purpose in one.purposes) or any(
        phrase.key in {"advertising_partners", "marketing_partners"} for phrase in one.recipients
    )


def _is_lead(one: Statement) -> bool:
    return any(phrase.key == "x.user.sales_lead" for phrase in one.categories)


def _authorities(statements: Sequence[Statement]) -> Iterator[PolicyFinding]:
    """Only on lawful request, and also on mere belief."""
    strict = [one for one in statements if one.polarity == "negative" and one.action is Action.SHARE and _to_state(one)]
    loose = [one for one in statements if one.polarity == "positive" and one.action is Action.SHARE and _to_state(one)
             and re.search(r"\b(?:believe|belief|good faith|reasonable request)", one.evidence[-1].quote, re.IGNORECASE)]  # fmt: skip
    if strict and loose:
        yield _finding(
            "authorities: only on lawful request, and also where it is thought reasonable", "high", strict[0], *loose
        )


def _to_state(one: Statement) -> bool:
    return any(phrase.key == "law_enforcement_government" for phrase in one.recipients)


def _closed_and_open(statements: Sequence[Statement]) -> Iterator[PolicyFinding]:
    """A closed list of countries, and elsewhere another country or an open list."""
    placed = [
        one for one in statements if one.region_list_closed is not None and one.action in {*_KEEPING, Action.TRANSFER}
    ]
    for one in placed:
        others = [
            two
            for two in placed
            if two is not one and (not two.region_list_closed or set(two.regions) - set(one.regions))
        ]
        if one.region_list_closed and one.regions and others:
            yield _finding(
                "closed list of countries and others: data stays in the countries named, and goes elsewhere",
                "medium",
                one,
                *others[:2],
            )


def _worded(text: str, flat: str) -> Iterator[PolicyFinding]:
    """Known pairs of wordings that do not go together."""
    for pair in finding_table()["pair"]:
        first, second = re.search(pair["one"], flat), re.search(pair["two"], flat)
        if first and second and not (first.start() < second.end() and second.start() < first.end()):
            quotes = tuple(Quote(text[at.start() : at.end()], at.start(), at.end()) for at in (first, second))
            yield PolicyFinding("contradictory_policy", pair["message"], pair["severity"], quotes)


def _sectioned(statements: Sequence[Statement], sentences: Sequence[Sentence]) -> Iterator[PolicyFinding]:
    """Sharing said to be as one section tells, and stated in other sections too."""
    section = {sentence.start: sentence.section for sentence in sentences}
    shares = [one for one in statements if one.action is Action.SHARE and one.polarity == "positive"]
    for bound in (one for one in shares if _IN_THIS_SECTION.search(one.evidence[-1].quote)):
        here = section.get(bound.evidence[-1].start)
        others = [one for one in shares if section.get(one.evidence[-1].start) != here and one.recipients]
        if others:
            yield _finding("sharing bound to one section, and stated in others", "medium", bound, *others)


def _finding(message: str, severity: str, *statements: Statement) -> PolicyFinding:
    quotes: Iterable[Quote] = (statement.evidence[-1] for statement in statements)
    return PolicyFinding("contradictory_policy", message, severity, tuple(dict.fromkeys(quotes)))
