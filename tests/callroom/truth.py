"""The truth of the example company, and how a gap of the tool is held against an item of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detectors.taxonomy import is_within
from scanner.ids import store_of
from scanner.model import Gap

FOLDER = Path(__file__).parents[2] / "examples" / "callroom"
Json = Any  # truth.json: a list of items whose form its README gives


@dataclass(frozen=True, slots=True)
class Item:
    """One true gap, or one look-alike: what it is called and the readings of it that count."""

    id: str
    why: str
    readings: tuple[Json, ...]

    def is_met_by(self, gap: Gap) -> bool:
        """Whether the gap says what one of the readings says: family, place and at least one category."""
        return any(_meets(reading, gap) for reading in self.readings)

    def is_met_in_place_by(self, gap: Gap) -> bool:
        """The same, by a reading that names a store, file or form: a recipient alone may be met in several places."""
        return any(_names_a_node(reading) and _meets(reading, gap) for reading in self.readings)


def load(folder: Path = FOLDER) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The true gaps and the look-alikes."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    return tuple(map(_item, truth["gaps"])), tuple(map(_item, truth["look_alikes"]))


def wrongly_raised(gaps: Iterable[Gap], look_alike: Item, true: Iterable[Item]) -> tuple[Gap, ...]:
    """The gaps that say what must not be said, and are not a true gap at the same place."""
    known = tuple(true)
    in_place = _names_a_node(look_alike.readings[0])
    return tuple(
        gap
        for gap in gaps
        if look_alike.is_met_by(gap)
        and not any(item.is_met_in_place_by(gap) if in_place else item.is_met_by(gap) for item in known)
    )


def unexplained(gaps: Iterable[Gap], items: Iterable[Item]) -> tuple[Gap, ...]:
    """The gaps at medium or above that no item of the truth asks for."""
    asked = tuple(items)
    return tuple(g for g in gaps if g.severity.rank > 0 and not any(item.is_met_by(g) for item in asked))


def _names_a_node(reading: Json) -> bool:
    return not {"recipient", "region", "policy"}.intersection(reading["place"])


def _item(entry: Json) -> Item:
    main = {key: entry.get(key) for key in ("rule", "kind", "categories", "place", "aliases", "recipient", "quote")}
    others = [{**main, **other} for other in entry.get("also", [])]
    return Item(entry["id"], entry["why"], (main, *others))


def _meets(reading: Json, gap: Gap) -> bool:
    return bool(
        gap.rule.startswith(reading["rule"])
        and gap.kind == reading["kind"]
        and _same_place(reading, gap)
        and _same_categories(reading["categories"], gap)
    )


def _same_categories(wanted: list[str], gap: Gap) -> bool:
    found = [str(category) for category in gap.categories]
    return not wanted or not found or any(is_within(a, b) or is_within(b, a) for a in wanted for b in found)


def _same_place(reading: Json, gap: Gap) -> bool:
    place = reading["place"]
    if "recipient" in place:
        return gap.recipient in {place["recipient"], *(reading["aliases"] or ())} or _is_vendor(gap, place["recipient"])
    if "region" in place:
        return bool(gap.region == place["region"])
    if "policy" in place:
        return _same_sentence(reading, gap)
    return _same_node(place, gap)


def _is_vendor(gap: Gap, name: str) -> bool:
    return gap.recipient is not None and gap.recipient.startswith(f"{name}-")


def _same_sentence(reading: Json, gap: Gap) -> bool:
    if reading["recipient"]:
        return bool(gap.recipient == reading["recipient"])
    if not reading["quote"]:
        return gap.statement is None
    return gap.statement is not None and _overlap(reading["quote"], gap.statement.quote)


def _overlap(a: str, b: str) -> bool:
    x, y = " ".join(a.split()), " ".join(b.split())
    return x in y or y in x


def _same_node(place: Json, gap: Gap) -> bool:
    wanted = place.get("store") or place.get("collection_point") or place.get("file")
    seen = {store_of(node).partition("/")[2] for node in gap.path} | {e.path for e in gap.evidence}
    base = wanted.removesuffix(".1").removesuffix(".2.gz")
    return any(name in (wanted, base) or name.startswith(f"log:{wanted}") for name in seen)
