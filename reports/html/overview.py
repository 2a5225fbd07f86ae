"""The overview of the lineage as a drawing: four columns of boxes, and bands between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, log2

from reports.html.markup import Markup, joined, tag
from reports.layers import LAYER_TITLES, Band, Group, Overview
from reports.wording import counted, printable

_WIDTH = 1160
_MARGIN = 50
_BOX_WIDTH = 212
_BOX_HEIGHT = 42
_STEP = 54
_TOP = 34
_WIDEST_BAND = 7.0
_LABEL_LENGTH = 26
_MOST_BANDS = 60
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
    bands = (_band(band, overview.groups, spots) for band in drawn_bands(overview))
    boxes = (_box(group, spots[place], place) for place, group in enumerate(overview.groups))
    return tag(
        "svg",
        tag("defs", _tip("tip", "tip"), _tip("tip-crossed", "tip crossed")),
        *titles,
        *bands,
        *boxes,
        viewBox=f"0 0 {_WIDTH} {height}",
        class_="overview",
        role="group",
        aria_label="Overview of the lineage by layer",
    )


def drawn_bands(overview: Overview) -> list[Band]:
    """The bands that the drawing shows: the widest and those a gap runs along, which are drawn last, on top."""
    widest = sorted(overview.bands, key=lambda band: (-band.is_gap, -band.flows, band.upstream, band.downstream))
    return sorted(widest[:_MOST_BANDS], key=lambda band: (band.is_gap, band.upstream, band.downstream))


def _x(place: int, columns: int) -> int:
    return _MARGIN if columns == 1 else _MARGIN + place * (_WIDTH - _MARGIN - _BOX_WIDTH - 1) // (columns - 1)


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
    return sum(heights) / len(heights) if heights else inf


def _band(band: Band, groups: Sequence[Group], spots: Mapping[int, Spot]) -> Markup:
    columns = sorted({spot.x for spot in spots.values()})
    label = f"{groups[band.upstream].name} to {groups[band.downstream].name}: {counted(band.flows, 'flow')}"
    return tag(
        "path",
        tag("title", label),
        d=_course(spots[band.upstream], spots[band.downstream], columns),
        class_="band crossed" if band.is_gap else "band",
        marker_end="url(#tip-crossed)" if band.is_gap else "url(#tip)",
        stroke_width=f"{min(1.2 + log2(band.flows), _WIDEST_BAND):.1f}",
    )


def _course(start: Spot, end: Spot, columns: Sequence[int]) -> str:
    """The way of a band. Columns between its ends are crossed in the space between two rows of boxes."""
    y1, y2 = start.y + _BOX_HEIGHT // 2, end.y + _BOX_HEIGHT // 2
    if start.x == end.x:  # within a layer: round the left side, where no other band leaves
        return f"M{start.x} {y1}{_bend(start.x, y1, end.x, y2, -_MARGIN)}"
    if start.x > end.x:
        return f"M{start.x} {y1}{_bend(start.x, y1, end.x + _BOX_WIDTH, y2, -_MARGIN)}"
    x, y = start.x + _BOX_WIDTH, y1
    course = f"M{x} {y}"
    for column in columns:
        if start.x < column < end.x:
            lane = _lane(y1 + (y2 - y1) * (column - start.x) // (end.x - start.x))
            course += f"{_bend(x, y, column, lane, (column - x) // 2)}H{column + _BOX_WIDTH}"
            x, y = column + _BOX_WIDTH, lane
    return course + _bend(x, y, end.x, y2, (end.x - x) // 2)


def _bend(x1: int, y1: int, x2: int, y2: int, reach: int) -> str:
    """A curve that leaves and arrives level; a negative reach bows it to the left of both ends."""
    second = x2 - reach if reach > 0 else x2 + reach
    return f"C{x1 + reach} {y1} {second} {y2} {x2} {y2}"


def _lane(height: int) -> int:
    """The middle of the space between two rows of boxes that is nearest to the height."""
    first = _TOP - (_STEP - _BOX_HEIGHT) // 2
    return first + round((height - first) / _STEP) * _STEP


def _tip(name: str, style: str) -> Markup:
    point = tag("path", d="M0 0L7 3.5L0 7z", class_=style)
    return tag(
        "marker",
        point,
        id=name,
        markerUnits="userSpaceOnUse",
        markerWidth=7,
        markerHeight=7,
        refX=6,
        refY="3.5",
        orient="auto",
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
    return plain if len(plain) <= _LABEL_LENGTH else f"{plain[:10]}…{plain[-(_LABEL_LENGTH - 11) :]}"
