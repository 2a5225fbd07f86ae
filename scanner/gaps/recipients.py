"""PM201: personal data reaches a recipient that the policy does not name or cover by a class.

A class covers a vendor only when what the class is for fits what the vendor does, and the data that flows is among what
the statement says it gets. "Service providers" cover a host or a payment processor, never an advertising network.
A dependency that is never called, a link and a comment are no recipients.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detectors.model import Category
from scanner.gaps.case import Case, cited
from scanner.gaps.declared import covers, names
from scanner.gaps.rule import Outcome, Rule, gap_id, named
from scanner.gaps.severity import higher, lower, severity_of
from scanner.gaps.uses import is_use_within
from scanner.graph.lineage import carried
from scanner.model import Action, CitedSentence, Flow, Gap, Recipient, Statement
from scanner.vendors.catalogue import purposes_of

CODE = "PM201"
_PLAIN = 3
_LONG_ENOUGH = 5
_CAPITALISED = re.compile(r"\b[A-Z][A-Za-z0-9]+\b")
_ADDRESS_ALONE = ("user.device.ip_address",)
"""What every file that a browser loads from elsewhere gives away."""


@dataclass(frozen=True, slots=True)
class RecipientClass:
    """A class of recipients: the vendor functions it covers, and whether its name says nothing of what they do."""

    functions: frozenset[str]
    broad: bool


def judge(case: Case) -> Outcome:
    """A gap for each recipient that gets data which no statement lets it have."""
    gaps = []
    for recipient, flows in case.received:
        open_categories = undeclared(case, recipient, flows)
        if open_categories:
            gaps.append(_gap(case, recipient, flows, open_categories))
    return Outcome(tuple(gaps))


def undeclared(case: Case, recipient: Recipient, flows: Sequence[Flow]) -> tuple[Category, ...]:
    """The categories that reach the recipient although no statement names it, or a class that fits, for them."""
    fitting = covering(case, recipient, carried(flows))
    if any(phrase.key == recipient.id for statement in fitting for phrase in statement.recipients):
        return ()
    return tuple(c for c in carried(flows) if not any(_lets_have(statement, c) for statement in fitting))


def covering(case: Case, recipient: Recipient, gets: Sequence[Category] = ()) -> tuple[Statement, ...]:
    """The positive statements that name the recipient, or a class that fits it and what it gets."""
    return tuple(
        s
        for s, _ in case.statements
        if s.polarity == "positive"
        and (_covers(s, recipient) or _names_its_host(s, recipient) or _is_plainly_meant(s, recipient, gets))
    )


def _names_its_host(statement: Statement, recipient: Recipient) -> bool:
    """Whether the sentence names a company whose words are those of an unknown host: `api.acme-insurance.com`."""
    if recipient.function != "unknown" or not statement.recipients:
        return False
    labels = max(recipient.id.split(".")[:-1], key=len, default="")
    words = [word for word in labels.split("-") if word]
    said = {word.casefold() for quote in statement.evidence for word in _CAPITALISED.findall(quote.quote)}
    return bool(words) and len(labels) >= _LONG_ENOUGH and all(word in said for word in words)


def _is_plainly_meant(statement: Statement, recipient: Recipient, gets: Sequence[Category]) -> bool:
    """Whether an unknown host gets all that a broad class is said to get: three kinds of data at least, none missing."""
    broad = any(known.broad for p in statement.recipients if (known := recipient_classes().get(p.key)))
    said = {phrase.key for phrase in statement.categories if phrase.key != "user"}
    return (
        recipient.function == "unknown"
        and broad
        and len(said) >= _PLAIN
        and all(any(covers(key, found) for found in gets) for key in said)
    )


def _covers(statement: Statement, recipient: Recipient) -> bool:
    return any(
        phrase.key == recipient.id or _class_covers(phrase.key, statement, recipient) for phrase in statement.recipients
    )


def _class_covers(key: str, statement: Statement, recipient: Recipient) -> bool:
    known = recipient_classes().get(key)
    if known is None:
        return False
    if not known.broad:
        return recipient.function in known.functions
    if recipient.function == "advertising":
        return False
    return recipient.function in known.functions or _shares_purpose(statement, recipient)


def _shares_purpose(statement: Statement, recipient: Recipient) -> bool:
    wanted = purposes_of(recipient.function)
    return any(is_use_within(purpose, given) for purpose in wanted for given in statement.purposes)


def _lets_have(statement: Statement, category: Category) -> bool:
    specific = [phrase for phrase in statement.categories if phrase.key != "user"]
    return statement.generic or not specific or names(statement, category)


@cache
def recipient_classes() -> Mapping[str, RecipientClass]:
    """The classes by the key that the policy reader gives them."""
    table = tomllib.loads(files("scanner.gaps").joinpath("recipient_classes.toml").read_text("utf-8"))
    return {
        key: RecipientClass(frozenset(entry["functions"]), entry.get("broad", False)) for key, entry in table.items()
    }


def _gap(case: Case, recipient: Recipient, flows: Sequence[Flow], categories: tuple[Category, ...]) -> Gap:
    concerned = [flow for flow in flows if set(flow.categories).intersection(categories)]
    severity = severity_of(categories, *(flow.protection for flow in concerned))
    if recipient.function in ("advertising", "unknown"):
        severity = higher(severity)
    elif recipient.function == "cdn" and categories == _ADDRESS_ALONE:
        severity = lower(severity)
    first = min(concerned, key=lambda flow: flow.id)
    return Gap(
        id=gap_id(CODE, recipient.id),
        rule=CODE,
        kind="undeclared_recipient",
        severity=severity,
        categories=categories,
        recipient=recipient.id,
        message=f"{recipient.name} ({recipient.function.replace('_', ' ')}) receives {named(categories)}; "
        "the policy neither names it nor covers it by a class",
        fix=f"Either name {recipient.name} in the policy, with what it gets and why, or stop sending at the places shown.",
        statement=_nearest(case),
        evidence=case.evidence((flow.id for flow in concerned), categories),
        path=(*case.lineage.way_in(first.upstream), recipient.id),
    )


def _nearest(case: Case) -> CitedSentence | None:
    """The sentence that comes closest to covering anybody: on service providers, or else on another broad class."""
    sharing = [
        (s, policy)
        for s, policy in case.statements
        if s.polarity == "positive" and s.action in (Action.SHARE, Action.TRANSFER) and _names_a_broad_class(s)
    ]
    sharing.sort(key=lambda found: all(phrase.key != "service_providers" for phrase in found[0].recipients))
    return cited(*sharing[0]) if sharing else None


def _names_a_broad_class(statement: Statement) -> bool:
    return any(known.broad for p in statement.recipients if (known := recipient_classes().get(p.key)))


RULE = Rule(CODE, "undeclared_recipient", "Personal data reaches a recipient that the policy does not cover", judge)
