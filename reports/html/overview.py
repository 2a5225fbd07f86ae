"""The overview of the lineage as a drawing: four columns of boxes, and bands between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

from reports.html.markup import Markup, joined, tag
from reports.layers import LAYER_TITLES, Band, Group, Overview
from reports.wording import counted, printable

_WIDTH = 1120
_BOX_WIDTH = 210
_BOX_HEIGHT = 42
_STEP = 54
_TOP = 34
_WIDEST_BAND = 7.0
_LABEL_LENGTH = 29
_UNITS = ("point", "field", "field", "recipient")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a box stands: its upper left corner."""

    x: int
    y: int


def drawing(overview: Overview) -> Markup:
    """The overview as SVG. Bands that a gap runs along stand out; each box is a link to the focus view."""
    spots = _spots(overview)
    layers = sorted({group.layer for group in overview.groups})
    height = max(spot.y for spot in spots.values()) + _BOX_HEIGHT + 10
    titles = (
        tag("text", LAYER_TITLES[layer], x=_x(place, len(layers)), y=16, class_="layer")
        for place, layer in enumerate(layers)
    )
    ordered = sorted(overview.bands, key=lambda band: (band.is_gap, band.upstream, band.downstream))
    bands = (_band(band, overview.groups, spots) for band in ordered)
    boxes = (_box(group, spots[place], place) for place, group in enumerate(overview.groups))
    return tag(
        "svg",
        *titles,
        *bands,
        *boxes,
        viewBox=f"0 0 {_WIDTH} {height}",
        class_="overview",
        role="group",
        aria_label="Overview of the lineage by layer",
    )


def _x(place: int, columns: int) -> int:
    return 0 if columns == 1 else place * (_WIDTH - _BOX_WIDTH) // (columns - 1)


def _spots(overview: Overview) -> dict[int, Spot]:
    """Boxes by layer; within a layer, each near the middle of those it is fed by, so that fewer bands cross."""
    layers = sorted({group.layer for group in overview.groups})
    fed_by: Mapping[int, list[int]] = defaultdict(list)
    for band in overview.bands:
        fed_by[band.downstream].append(band.upstream)
    spots: dict[int, Spot] = {}
    for column, layer in enumerate(layers):
        members = [place for place, group in enumerate(overview.groups) if group.layer == layer]
        members.sort(key=lambda place: (_middle([spots[up].y for up in fed_by[place] if up in spots]), place))
        for row, place in enumerate(members):
            spots[place] = Spot(_x(column, len(layers)), _TOP + row * _STEP)
    return spots


def _middle(heights: Sequence[int]) -> float:
    return sum(heights) / len(heights) if heights else 0.0


def _band(band: Band, groups: Sequence[Group], spots: Mapping[int, Spot]) -> Markup:
    start, end = spots[band.upstream], spots[band.downstream]
    y1, y2 = start.y + _BOX_HEIGHT // 2, end.y + _BOX_HEIGHT // 2
    if start.x < end.x:
        x1, x2 = start.x + _BOX_WIDTH, end.x
        bend = (x2 - x1) // 2
        course = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    elif start.x == end.x:
        x1 = start.x + _BOX_WIDTH
        course = f"M{x1} {y1}C{x1 + 40} {y1} {x1 + 40} {y2} {x1} {y2}"
    else:
        x1, x2 = start.x, end.x + _BOX_WIDTH
        course = f"M{x1} {y1}C{x1 - 50} {y1} {x2 + 50} {y2} {x2} {y2}"
    label = f"{groups[band.upstream].name} to {groups[band.downstream].name}: {counted(band.flows, 'flow')}"
    return tag(
        "path",
        tag("title", label),
        d=course,
        class_="band crossed" if band.is_gap else "band",
        stroke_width=f"{min(1.2 + log2(band.flows), _WIDEST_BAND):.1f}",
    )


def _box(group: Group, spot: Spot, place: int) -> Markup:
    content = joined(
        (
            tag("title", group.name),
            tag("rect", x=spot.x, y=spot.y, width=_BOX_WIDTH, height=_BOX_HEIGHT, rx=4),
            tag("text", _label(group.name), x=spot.x + 10, y=spot.y + 18),
            tag("text", counted(group.members, _UNITS[group.layer]), x=spot.x + 10, y=spot.y + 34, class_="amount"),
        )
    )
    return tag("a", content, href="#focus", class_="box", data_group=place)


def _label(name: str) -> str:
    plain = printable(name)
    return plain if len(plain) <= _LABEL_LENGTH else f"{plain[:12]}…{plain[-(_LABEL_LENGTH - 13) :]}"
