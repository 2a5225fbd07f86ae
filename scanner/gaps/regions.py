"""PM202: personal data is kept or processed in a country that the policy does not name.

Regions come from infrastructure, hosts and configuration, and from where a vendor says that it processes; a vendor's
home country alone raises nothing. "And other countries" names none: whether the list is closed decides the severity.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from scanner.gaps.case import Case, cited, held
from scanner.gaps.rule import Outcome, Rule, gap_id
from scanner.graph.lineage import carried
from scanner.model import Action, CitedSentence, Claim, Gap, Recipient, Severity, Statement, Use
from scanner.vendors.catalogue import by_id

CODE = "PM202"

EU = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
EEA = EU | {"IS", "LI", "NO"}
_GROUPS: Mapping[str, frozenset[str]] = {"EU": EU, "EEA": EEA}


def judge(case: Case) -> Outcome:
    """A gap for each country that is used and not declared, and the verdict on each sentence that lists countries."""
    listing = [(s, policy) for s, policy in case.statements if s.regions and s.polarity == "positive"]
    declared = {country for s, _ in listing for region in s.regions for country in _GROUPS.get(region, {region})}
    used = _used(case)
    gaps = tuple(
        _gap(case, country, nodes, listing) for country, nodes in sorted(used.items()) if country not in declared
    )
    return Outcome(gaps, tuple(_claims(listing, gaps, used)))


def _used(case: Case) -> dict[str, tuple[str, ...]]:
    """Which stores and recipients lie in which country."""
    used: dict[str, set[str]] = defaultdict(set)
    for store in case.stores.values():
        if store.region:
            used[store.region].add(store.id)
    for recipient, _ in case.received:
        for country in recipient.processing_regions:
            used[country].add(recipient.id)
    for recipient in case.inventory.recipients:
        for country in _asked_for(recipient):
            used[country].add(recipient.id)
    return {country: tuple(sorted(nodes)) for country, nodes in used.items()}


def _asked_for(recipient: Recipient) -> frozenset[str]:
    """The countries that code or settings ask a vendor to work in, beyond where it works for everybody."""
    vendor = by_id(recipient.id)
    usual = vendor.processing_regions if vendor else ()
    return frozenset(recipient.processing_regions) - set(usual) if recipient.use is not Use.MENTIONED else frozenset()


def _gap(case: Case, country: str, nodes: tuple[str, ...], listing: list[tuple[Statement, str]]) -> Gap:
    fields = [field for node in nodes for field in case.by_store.get(node, ())]
    flows = [flow for recipient, found in case.received if recipient.id in nodes for flow in found]
    closed = any(s.region_list_closed for s, _ in listing)
    return Gap(
        id=gap_id(CODE, country),
        rule=CODE,
        kind="undeclared_region",
        severity=_severity(closed=closed, listed=bool(listing)),
        categories=tuple(sorted({*held(fields), *carried(flows)})),
        region=country,
        message=f"{', '.join(node.partition('/')[2] or node for node in nodes[:3])} is in {country}, "
        "a country that the policy does not name",
        fix=f"Either name {country} in the policy, with the safeguard for the transfer, or move what is shown.",
        statement=_sentence(listing),
        evidence=case.evidence(nodes),
        path=nodes[:1],
    )


def _severity(*, closed: bool, listed: bool) -> Severity:
    """Graver where the list is closed; a policy without any list says nothing that the country could be held against."""
    if closed:
        return Severity.HIGH
    return Severity.MEDIUM if listed else Severity.LOW


def _sentence(listing: list[tuple[Statement, str]]) -> CitedSentence | None:
    """The sentence on where data is kept, before those on transfers."""
    ordered = sorted(listing, key=lambda found: found[0].action not in (Action.STORE, Action.RETAIN))
    return cited(*ordered[0]) if ordered else None


def _claims(listing: list[tuple[Statement, str]], gaps: tuple[Gap, ...], used: Mapping[str, object]) -> Iterator[Claim]:
    for statement, policy in listing:
        sentence = cited(statement, policy)
        if sentence is None:
            continue
        if gaps:
            yield Claim(sentence, "broken", f"also in {', '.join(gap.region or '' for gap in gaps)}")
        elif used:
            yield Claim(sentence, "kept", f"everything whose place is known is in {', '.join(sorted(used))}")
        else:
            yield Claim(sentence, "untestable", "no store or recipient says in which country it is")


RULE = Rule(CODE, "undeclared_region", "Personal data in a country that the policy does not name", judge)
