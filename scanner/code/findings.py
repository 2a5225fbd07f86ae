"""What the evaluator found, put into a draft of the inventory as it is met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from detectors.model import Category, Confidence, Finding, Protection
from detectors.names import judge_name
from detectors.redact import safe_name
from scanner.code.values import Label
from scanner.ids import collection_point_id, field_id, store_id
from scanner.inventory.draft import Draft
from scanner.model import (
    CollectionPoint,
    Control,
    ControlKind,
    ControlState,
    Evidence,
    Field,
    FieldCategory,
    FlowKind,
    Recipient,
    Store,
)

_INTERNAL_ID = Category("user.unique_id")
"""Numbers that a system gives to people: no leak where they are logged, personal data where they are shared."""

FLOW_DETECTOR = "code_flow"


@dataclass(frozen=True, slots=True)
class Seen:
    """A place in the code: a path relative to the target, a line, and the function around it."""

    path: str
    line: int
    symbol: str = ""

    def evidence(self, reason: str, category: Category | None = None) -> Evidence:
        """The place as evidence."""
        return Evidence(
            path=safe_name(self.path), line=self.line, symbol=self.symbol or None, reason=reason, category=category
        )


@dataclass(frozen=True, slots=True)
class Removal:
    """Rows of a store that code deletes, by the store's id, and the age after which it does."""

    store: str
    period: str | None
    seen: Seen


IN_MEMORY = "object"
"""The kind of place that stands for people in memory, whose table is not known."""


@dataclass(slots=True)
class Share:
    """How a recipient was met: flows under a consent guard, flows without, and where."""

    guarded: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    places: set[Seen] = field(default_factory=set)


@dataclass(slots=True)
class Findings:
    """Takes what is found, once each."""

    system: str
    draft: Draft = field(default_factory=Draft)
    shares: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    whole: dict[str, set[Category]] = field(default_factory=lambda: defaultdict(set))
    _known: set[object] = field(default_factory=set)

    def collect(self, place: str, name: str, kind: str, finding: Finding, seen: Seen) -> Label:
        """Data that enters at an endpoint's parameter, and its label."""
        safe = safe_name(name)
        node = collection_point_id(self.system, safe_name(place), safe)
        if self._new((node, kind, finding.category, seen)):
            self.draft.add(
                CollectionPoint(node, kind, safe, (finding.category,)), seen.evidence(finding.reason, finding.category)
            )
        return Label(node, finding.category, finding.confidence, finding.protection)

    def store(self, kind: str, name: str) -> Store:
        """A store of this system."""
        return Store(store_id(self.system, safe_name(name)), self.system, kind, safe_name(name))

    def keep(self, store: Store, path: str, labels: Iterable[Label], seen: Seen, *, flow: FlowKind) -> None:
        """Data that flows into a field of a store."""
        for label in sorted(labels, key=lambda label: (label.node, label.category, label.protection)):
            safe = safe_name(path)
            node = field_id(store.id, safe)
            if node == label.node or not self._new((node, label, flow, seen)):
                continue
            held = FieldCategory(label.category, _told_by_flow(label, store, path), (FLOW_DETECTOR,))
            self.draft.add(store)
            self.draft.add(
                Field(node, store.id, safe, (held,), protection=label.protection),
                seen.evidence(f"a {flow} from the code", label.category),
            )
            self.draft.add_flow(
                label.node,
                node,
                flow,
                (label.category,),
                seen.evidence("data flows here", label.category),
                protection=label.protection,
            )

    def log(self, path: str, slot: str, labels: Iterable[Label], seen: Seen) -> None:
        """Data that is written to a log, but for internal numbers of people."""
        told = [label for label in labels if label.category != _INTERNAL_ID]
        if told:
            self.keep(self.store("log", f"log:{path}"), slot, told, seen, flow=FlowKind.LOG)

    def share(
        self, to: Recipient, labels: Iterable[Label], seen: Seen, *, purposes: tuple[str, ...], guarded: bool
    ) -> None:
        """Data that reaches a recipient."""
        if self._new((to, seen)):
            self.draft.add(to, seen.evidence("a call in the code"))
        for label in sorted(labels, key=lambda label: (label.node, label.category, label.protection)):
            if not self._new((to.id, label, guarded, seen)):
                continue
            flow = self.draft.add_flow(
                label.node,
                to.id,
                FlowKind.SHARE,
                (label.category,),
                seen.evidence(
                    "passed to a call that sends it" + (", after a question for consent" if guarded else ""),
                    label.category,
                ),
                purposes=purposes,
                protection=label.protection,
            )
            share = self.shares[to.id]
            (share.guarded if guarded else share.open).add(flow.id)
            share.places.add(seen)

    def remember(self, store: Store, column: str, finding: Finding, seen: Seen, *, subject: str | None) -> Label:
        """A column or attribute that is read or declared, and its label.

        An object in memory is no store: its attributes are where flows start, and no fields of the inventory.
        """
        node = field_id(store.id, safe_name(column))
        if store.kind != IN_MEMORY and self._new((node, finding.category, finding.confidence, seen)):
            self.draft.add_field(
                store, safe_name(column), (finding,), seen.evidence(finding.reason, finding.category), subject=subject
            )
        return Label(node, finding.category, finding.confidence, finding.protection)

    def control(  # noqa: PLR0913 - a control has a place, a kind and what it covers
        self,
        kind: ControlKind,
        place: str,
        what: str,
        seen: Iterable[Seen],
        *,
        covers: Iterable[str] = (),
        period: str | None = None,
        state: ControlState = ControlState.PRESENT,
        reason: str = "",
    ) -> None:
        """Something in the code that carries a promise."""
        name = f"{self.system}/{safe_name(place)}#{kind}" + (f":{safe_name(what)}" if what else "")
        control = Control(name, kind, tuple(sorted(set(covers))), period, state)
        self.draft.add(control, *(place.evidence(reason) for place in seen))

    def _new(self, key: object) -> bool:
        if key in self._known:
            return False
        self._known.add(key)
        return True


def _told_by_flow(label: Label, store: Store, path: str) -> Confidence:
    """How sure it is that a column holds what flows into it: a city that was worked out from an address is none.

    A column whose own name says something else is believed; one whose name says nothing holds what flows in.
    """
    if store.kind != "table":
        return label.confidence
    named = judge_name(path, owner=store.name)
    if named is not None and named.category != label.category:
        return Confidence.LOW
    return label.confidence if named is not None else min(label.confidence, Confidence.MEDIUM, key=lambda c: c.rank)


def protected(labels: Iterable[Label], protection: Protection) -> frozenset[Label]:
    """The same data in another form."""
    return frozenset(replace(label, protection=protection) for label in labels)


def medium(finding: Finding) -> Finding:
    """A finding that is at most of medium confidence: the type of its owner is a guess."""
    return replace(finding, confidence=Confidence.MEDIUM) if finding.confidence is Confidence.HIGH else finding
