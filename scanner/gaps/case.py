"""What one gap check looks at: a joined inventory beside the statements of the policies that cover it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from detectors.model import Category, Confidence
from scanner.graph.join import join
from scanner.graph.lineage import Lineage, lineage
from scanner.ids import system_of
from scanner.model import (
    NOT_READ_YET,
    CitedSentence,
    CollectionPoint,
    Control,
    ControlKind,
    ControlState,
    Declaration,
    Evidence,
    Field,
    FieldCategory,
    Flow,
    Inventory,
    Promise,
    Quote,
    Recipient,
    Statement,
    Store,
    Use,
)

WORKFORCE = frozenset({"employee", "job_applicant", "trainee", "consultant", "supplier_vendor", "shareholder"})
"""Subjects that a company knows from within: a policy for those outside does not speak to them, nor the other way."""

MOST_EVIDENCE = 20
"""More places than this convince nobody further."""


@dataclass(frozen=True, slots=True)
class PolicyScope:
    """Declarations that hold together for these systems and data subjects; empty means all."""

    declarations: tuple[Declaration, ...]
    systems: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One policy scope held against one inventory. Only what lies in the scope is seen through it."""

    inventory: Inventory
    lineage: Lineage
    scope: PolicyScope

    @cached_property
    def statements(self) -> tuple[tuple[Statement, str], ...]:
        """Every statement, with the name of its policy."""
        return tuple((s, d.document.path) for d in self.scope.declarations for s in d.statements)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields in scope."""
        return tuple(f for f in self.inventory.fields if self._covers(f.id) and self._speaks_to(f.subject))

    @cached_property
    def points(self) -> tuple[CollectionPoint, ...]:
        """The collection points in scope."""
        return tuple(p for p in self.inventory.collection_points if self._covers(p.id))

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """The flows that start in scope, except where data of subjects out of scope moves."""
        beyond = {f.id for f in self.inventory.fields if not self._speaks_to(f.subject)}
        return tuple(f for f in self.inventory.flows if self._covers(f.upstream) and f.upstream not in beyond)

    @cached_property
    def stores(self) -> Mapping[str, Store]:
        """The stores in scope by id."""
        return {s.id: s for s in self.inventory.stores if self._covers(s.id)}

    @cached_property
    def received(self) -> tuple[tuple[Recipient, tuple[Flow, ...]], ...]:
        """Each recipient that data in scope is seen to reach, with the flows to it."""
        flows = defaultdict(list)
        for flow in self.flows:
            flows[flow.downstream].append(flow)
        used = (r for r in self.inventory.recipients if r.use is Use.USED and r.confidence is not Confidence.LOW)
        return tuple((r, tuple(flows[r.id])) for r in used if any(flow.categories for flow in flows[r.id]))

    @cached_property
    def is_blind(self) -> bool:
        """Whether something was not seen that could hold what is looked for: then "not found" means nothing."""
        return any(not item.skipped or item.reason.endswith(NOT_READ_YET) for item in self.inventory.unscanned)

    @cached_property
    def by_store(self) -> Mapping[str, tuple[Field, ...]]:
        """The fields in scope by their store."""
        groups: dict[str, list[Field]] = defaultdict(list)
        for field in self.fields:
            if field.store in self.stores:
                groups[field.store].append(field)
        return {store: tuple(fields) for store, fields in sorted(groups.items())}

    def controls(self, kind: ControlKind, *states: ControlState) -> Iterator[Control]:
        """The controls of a kind in scope; in these states, or in any."""
        for control in self.inventory.controls:
            if control.kind is kind and self._covers(control.id) and (not states or control.state in states):
                yield control

    def promises(self, kind: ControlKind) -> Iterator[CitedSentence]:
        """The sentences that promise a control of this kind."""
        for declaration in self.scope.declarations:
            for promise in declaration.promises:
                if promise.kind is kind:
                    yield cited_promise(promise, declaration.document.path)

    def examined(self, *kinds: str) -> bool:
        """Whether any place of these kinds (sources) was looked at in the scope."""
        return any(e.kind in kinds and self._covers(e.target) for e in self.inventory.examined)

    def evidence(self, nodes: Iterable[str], categories: Collection[Category] = ()) -> tuple[Evidence, ...]:
        """Where these nodes were seen (with these categories, if any are given), the first few.

        Where the evidence file is not there, the node's own name.
        """
        found: list[Evidence] = []
        for node in dict.fromkeys(nodes):
            seen = self.inventory.evidence.get(node) or (Evidence(path=node),)
            found.extend(place for place in seen if not (place.category and categories) or place.category in categories)
        # One place that holds two of the categories is one place.
        return tuple(dict.fromkeys(replace(place, category=None) for place in found))[:MOST_EVIDENCE]

    def _covers(self, node: str) -> bool:
        return not self.scope.systems or system_of(node) in self.scope.systems

    def _speaks_to(self, subject: str | None) -> bool:
        """Whether the policy speaks to these people: a lead is no customer yet, but is one of the public."""
        if not subject or not self.scope.subjects:
            return True
        public = any(known not in WORKFORCE for known in self.scope.subjects)
        return subject in self.scope.subjects or (public and subject not in WORKFORCE)


def open_case(inventory: Inventory, scope: PolicyScope) -> Case:
    """The case of one scope: the inventory is joined, so that each column is one node."""
    joined = join(inventory).inventory
    return Case(joined, lineage(joined), scope)


def sure(field: Field) -> tuple[FieldCategory, ...]:
    """The categories of a field that are findings: low confidence is none."""
    return tuple(found for found in field.categories if found.confidence is not Confidence.LOW)


def held(fields: Iterable[Field]) -> tuple[Category, ...]:
    """The categories that these fields hold for sure, sorted."""
    return tuple(sorted({found.category for field in fields for found in sure(field)}))


def cited(statement: Statement, policy: str) -> CitedSentence | None:
    """The sentence of a statement; None for one written by hand without a quote."""
    return _cite(statement.evidence[0], policy) if statement.evidence else None


def cited_promise(promise: Promise, policy: str) -> CitedSentence:
    """The sentence of a promise."""
    return _cite(promise.evidence[0] if promise.evidence else Quote("", 0, 0), policy)


def _cite(quote: Quote, policy: str) -> CitedSentence:
    return CitedSentence(quote.quote, quote.start, quote.end, policy)
