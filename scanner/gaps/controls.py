"""PM306, PM307, PM308: promises that a control carries: notice of recording, consent to trackers, a way out of mailings.

Each place without its control is one gap. Kept means that the control was found wherever it is needed;
where no such place was found at all, the claim is untestable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.gaps.case import Case
from scanner.gaps.rule import Outcome, Rule, gap_id
from scanner.ids import store_of
from scanner.model import CitedSentence, Claim, Control, ControlKind, ControlState, Gap, Severity


@dataclass(frozen=True, slots=True)
class Demand:
    """What a promised control of one kind must do, in words for messages; `about` tells promises of its kind apart."""

    code: str
    kind: ControlKind
    about: re.Pattern[str]
    lacking: str
    mend: str


_CONSENT = Demand(
    "PM307",
    ControlKind.CONSENT,
    re.compile(r"cookie|track|script|pixel|beacon|tag|analytic|measur|advertis", re.IGNORECASE),
    "loads {what} before consent is asked, although the policy promises a choice",
    "Either load {what} only after consent, or take the promise back.",
)
_UNSUBSCRIBE = Demand(
    "PM308",
    ControlKind.UNSUBSCRIBE,
    re.compile(r""),
    "is a promotional mail without the unsubscribe link that the policy promises",
    "Either put the unsubscribe link into the template, or take the promise back.",
)
_RECORDERS = ("mediarecorder", "recording", "record")


def judge_consent(case: Case) -> Outcome:
    """PM307: trackers that are loaded without consent."""
    return _judge(case, _CONSENT)


def judge_unsubscribe(case: Case) -> Outcome:
    """PM308: promotional mails without a way out."""
    return _judge(case, _UNSUBSCRIBE)


def judge_notice(case: Case) -> Outcome:
    """PM306: calls are recorded and nobody is told."""
    promises = tuple(case.promises(ControlKind.NOTICE))
    if not promises:
        return Outcome()
    recorders = _recorders(case)
    noticed = list(case.controls(ControlKind.NOTICE, ControlState.PRESENT))
    if noticed:
        return _claims(promises, "kept", "a notice of recording is in the pages that were examined")
    if not recorders:
        return _claims(promises, "untestable", "nothing that records was found")
    gap = _notice_gap(case, recorders, promises[0])
    return Outcome((gap,), _claims(promises, "broken", "recording was found, and no notice").claims)


def _judge(case: Case, demand: Demand) -> Outcome:
    promises = tuple(promise for promise in case.promises(demand.kind) if demand.about.search(promise.quote))
    if not promises:
        return Outcome()
    lacking = list(case.controls(demand.kind, ControlState.ABSENT, ControlState.PARTIAL))
    gaps = tuple(_gap(case, demand, control, promises[0]) for control in lacking)
    if gaps:
        return Outcome(gaps, _claims(promises, "broken", f"lacking in {len(gaps)} places").claims)
    if any(case.controls(demand.kind, ControlState.PRESENT)):
        return _claims(promises, "kept", "found wherever it is needed")
    return _claims(promises, "untestable", "nothing that would need it was found")


def _gap(case: Case, demand: Demand, control: Control, sentence: CitedSentence) -> Gap:
    place = store_of(control.id)
    what = ", ".join(_name(case, node) for node in control.covers) or "it"
    recipient = control.covers[0] if control.covers and demand.kind is ControlKind.CONSENT else None
    return Gap(
        id=gap_id(demand.code, place, recipient or ""),
        rule=demand.code,
        kind="broken_promise",
        severity=Severity.HIGH if demand.kind is ControlKind.CONSENT else Severity.MEDIUM,
        categories=(),
        recipient=recipient,
        message=f"{place.partition('/')[2]} {demand.lacking.format(what=what)}",
        fix=demand.mend.format(what=what),
        statement=sentence,
        evidence=case.evidence([control.id]),
        path=(place, *control.covers),
    )


def _name(case: Case, node: str) -> str:
    return next((recipient.name for recipient in case.inventory.recipients if recipient.id == node), node)


def _recorders(case: Case) -> list[str]:
    """What records calls: collection points of recorders in pages, and stores whose name says so."""
    points = [p.id for p in case.points if any(word in p.name.casefold() for word in _RECORDERS)]
    stores = [s for s in case.stores if "recording" in s.casefold()]
    return sorted({*points, *stores})


def _notice_gap(case: Case, recorders: list[str], sentence: CitedSentence) -> Gap:
    return Gap(
        id=gap_id("PM306", store_of(recorders[0])),
        rule="PM306",
        kind="broken_promise",
        severity=Severity.HIGH,
        categories=(),
        message="calls are recorded, and no notice to the people in them was found, although the policy promises one",
        fix="Either show a notice for as long as a call is recorded, or take the promise back.",
        statement=sentence,
        evidence=case.evidence(recorders),
        path=(recorders[0],),
    )


def _claims(promises: tuple[CitedSentence, ...], verdict: str, reason: str) -> Outcome:
    return Outcome(claims=tuple(_each(promises, verdict, reason)))


def _each(promises: tuple[CitedSentence, ...], verdict: str, reason: str) -> Iterator[Claim]:
    for sentence in promises:
        yield Claim(sentence, verdict, reason)


NOTICE = Rule("PM306", "broken_promise", "Calls are recorded without the promised notice", judge_notice)
CONSENT = Rule("PM307", "broken_promise", "A tracker is loaded before the promised consent", judge_consent)
UNSUBSCRIBE = Rule("PM308", "broken_promise", "A promotional mail lacks the promised way out", judge_unsubscribe)
