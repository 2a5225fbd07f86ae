"""Sentences of a policy that cannot both hold, or hardly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detectors.taxonomy import title
from scanner.model import Action, PolicyFinding, Quote, Statement
from scanner.policy.clauses import finding_table
from scanner.policy.endings import ends_of, finding, later_first, said, titles
from scanner.policy.passages import Sentence
from scanner.vendors.catalogue import by_id

_OPEN_RETENTION = re.compile(r"\bas long as\b|\bindefinitely\b|\bstill retain\b|\bfor so long as\b", re.IGNORECASE)
# An end that the reader sets is no open one: kept while the account is open, erased after it is closed.
_WHILE_ACCOUNT = re.compile(
    r"\blong as (?:you|your|an?|the)\b[^.;]{0,40}\b(?:accounts?|subscriptions?|memberships?|contracts?|customers?|members?|registered|use)\b|\bwhile (?:you|your)\b",
    re.IGNORECASE,
)
_OF_LOGS = re.compile(r"\blogs?\b", re.IGNORECASE)
"""A denial about logs speaks of them alone: the data may well be kept elsewhere."""
_SELLS = re.compile(
    r"\b(?:sell|sells|selling|sold|rent|rents|renting|rented|trade|trades|trading|lease|barter)\b", re.IGNORECASE
)
_GIVES = re.compile(
    r"\b(?:shar(?:e|es|ed|ing)|disclos\w+|transfer\w*|giv(?:e|en|es|ing)|pass(?:ed|es|ing)?|provid\w+|reveal\w*|send|sent)\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\b(?:only|exclusively|solely|no other|nowhere|never leaves?|not leave|not elsewhere|any other country)\b",
    re.IGNORECASE,
)
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
    found = [*_denied(statements), *_erasure(statements), *_anonymous(statements), *_worded(text, flat, sentences)]
    found.extend(_sectioned(statements, sentences))
    found.extend(ends_of(statements))
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
            yield finding(
                f"The policy says that it does not {no.action.value} {titles(no)}, and elsewhere that it does",
                severity,
                no,
                yes,
            )


def _same_handling(no: Statement, yes: Statement) -> bool:
    if no.subject == "child" or yes.subject == "child" or _OF_LOGS.search(said(no)):
        return False
    if no.action in _KEEPING and yes.action in _KEEPING:
        return True
    if no.action is not yes.action or no.action is Action.USE:
        return False
    if no.action is Action.SHARE:
        sale = _SELLS.search(said(no)) and not _GIVES.search(said(no))
        if sale and not _SELLS.search(said(yes)):
            return False
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
        one for one in statements if one.action is Action.RETAIN and one.polarity == "positive" and _is_endless(one)
    ]
    if dated and kept:
        yield finding(
            "Data is erased by a deadline, and kept without an end",
            "high",
            dated[0],
            *kept,
        )


def _is_endless(one: Statement) -> bool:
    return bool(_OPEN_RETENTION.search(said(one))) and not _WHILE_ACCOUNT.search(said(one))


def _anonymous(statements: Sequence[Statement]) -> Iterator[PolicyFinding]:
    """Data called anonymous, and named elsewhere as what identifies a person or device."""
    called = [
        one
        for one in statements
        if re.search(
            r"\b(?:anonymous|anonymi[sz]ed|non-personal(?:ly)?|non-identifying) (?:\w+ )?(?:information|data)\b",
            one.evidence[0].quote,
            re.IGNORECASE,
        )
    ]
    for one in called:
        keys = {phrase.key for phrase in one.categories if phrase.key.startswith(_IDENTIFYING)}
        others = [two for two in statements if two not in called and keys & {phrase.key for phrase in two.categories}]
        if keys:
            yield finding(
                f"The policy calls {', '.join(title(key).lower() for key in sorted(keys))} anonymous, though it identifies a person or device",
                "high",
                one,
                *others[:2],
            )


def _advertising(statements: Sequence[Statement]) -> Iterator[PolicyFinding]:
    """No sharing for advertising, and sharing for marketing or with those who do it."""
    for no in statements:
        if no.action is not Action.SHARE or no.polarity != "negative" or not _for_marketing(no):
            continue
        yes = [
            one
            for one in statements
            if one.action is Action.SHARE and one.polarity == "positive" and (_for_advertising(one) or _is_lead(one))
        ]
        if yes:
            yield finding(
                "The policy says that data is not shared for advertising, and shares it for marketing",
                "medium",
                no,
                *yes[:3],
            )


def _for_advertising(one: Statement) -> bool:
    """Whether a statement shares for advertising, or for marketing without saying which; newsletters are none."""
    return any(
        purpose == "marketing" or purpose.startswith("marketing.advertising") for purpose in one.purposes
    ) or any(phrase.key in {"advertising_partners", "marketing_partners"} for phrase in one.recipients)


def _for_marketing(one: Statement) -> bool:
    return any(purpose.startswith(_ADVERTISING) for purpose in one.purposes) or any(
        phrase.key in {"advertising_partners", "marketing_partners"} for phrase in one.recipients
    )


def _is_lead(one: Statement) -> bool:
    lead = any(phrase.key == "x.user.sales_lead" for phrase in one.categories)
    return lead and any(by_id(phrase.key) is None for phrase in one.recipients)


def _authorities(statements: Sequence[Statement]) -> Iterator[PolicyFinding]:
    """Only on lawful request, and also on mere belief."""
    strict = [one for one in statements if one.polarity == "negative" and one.action is Action.SHARE and _to_state(one)]
    loose = [one for one in statements if one.polarity == "positive" and one.action is Action.SHARE and _to_state(one)
             and re.search(r"\b(?:believe|belief|good faith|reasonable request)", one.evidence[0].quote, re.IGNORECASE)]  # fmt: skip
    if strict and loose:
        yield finding(
            "Authorities get data only on a lawful request, and also where it is thought reasonable",
            "high",
            strict[0],
            *loose,
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
            if two is not one
            and not (two.action is Action.TRANSFER and two.actor == "third_party")
            and (
                not two.region_list_closed
                or (set(two.regions) - set(one.regions) and _CLOSES.search(said(one)) and not _is_repeated(one, two))
            )
        ]
        if one.region_list_closed and one.regions and others and one.actor == "first_party":
            yield finding(
                "The policy names the only countries where data is, and says that it is in others too",
                "medium",
                one,
                *others[:2],
            )


def _is_repeated(one: Statement, two: Statement) -> bool:
    """Whether the pair is told from its other side."""
    return bool(_CLOSES.search(said(two))) and two.evidence[0].start < one.evidence[0].start


def _worded(text: str, flat: str, sentences: Sequence[Sentence]) -> Iterator[PolicyFinding]:
    """Known pairs of wordings that do not go together."""
    for pair in finding_table()["pair"]:
        first, second = re.search(pair["one"], flat), re.search(pair["two"], flat)
        if first and second and not (first.start() < second.end() and second.start() < first.end()):
            quotes = [_whole(text, found, sentences) for found in (first, second)]
            yield PolicyFinding("contradictory_policy", pair["message"], pair["severity"], later_first(quotes))


def _whole(text: str, found: re.Match[str], sentences: Sequence[Sentence]) -> Quote:
    """The sentence that a wording stands in; the wording itself where it is part of none."""
    inside = (one for one in sentences if one.start <= found.start() < one.end)
    sentence = next(inside, None)
    start, end = (sentence.start, max(sentence.end, found.end())) if sentence else found.span()
    return Quote(text[start:end], start, end)


def _sectioned(statements: Sequence[Statement], sentences: Sequence[Sentence]) -> Iterator[PolicyFinding]:
    """Sharing said to be as one section tells, and stated in other sections too."""
    section = {sentence.start: sentence.section for sentence in sentences}
    shares = [one for one in statements if one.action is Action.SHARE and one.polarity == "positive"]
    for bound in (one for one in shares if _IN_THIS_SECTION.search(one.evidence[0].quote)):
        here = section.get(bound.evidence[0].start)
        others = [one for one in shares if section.get(one.evidence[0].start) != here and one.recipients]
        if others:
            yield finding("Sharing is bound to one section, and stated in others too", "medium", bound, *others)
