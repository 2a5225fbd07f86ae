"""CSV and its kin to rows: encoding, delimiter and header found from the first lines."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from detectors.gate import find_all
from detectors.names import judge_name

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_LINE = 1 << 20
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Delimited:
    """The columns' names, and the rows below them. Reading rows raises csv.Error, or one of BROKEN."""

    columns: tuple[str, ...]
    rows: Iterator[list[str]]


def read_delimited(text: TextIO, head: bytes) -> Delimited:
    """The file as rows. `head` is its first bytes, from which delimiter and header are told."""
    first = head.decode(encoding_of(head), "replace").splitlines()[:60]
    delimiter = delimiter_of(first[:-1] or first)
    rows = csv.reader(_lines(text), delimiter=delimiter, strict=False)
    opening = list(islice(rows, 1))
    if not opening:
        return Delimited((), iter(()))
    sample = [row for row in csv.reader(first[1:-1], delimiter=delimiter) if row]
    if is_header(opening[0], sample):
        return Delimited(_distinct(opening[0]), rows)
    return Delimited(tuple(f"column_{number + 1}" for number in range(len(opening[0]))), _with(opening[0], rows))


def encoding_of(head: bytes) -> str:
    """UTF-16 and UTF-8 by their marks, UTF-8 where the bytes are valid, else Latin-1."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[: max(len(head) - 4, 1)].decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8-sig" if error.start >= len(head) - 8 else "latin-1"
    return "utf-8-sig"


def delimiter_of(lines: Sequence[str]) -> str:
    """The delimiter that cuts the lines into the most columns, all into about the same number."""
    scores = []
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        usual = max(set(widths), key=widths.count, default=0)
        steady = sum(width == usual for width in widths) / max(len(widths), 1)
        scores.append((usual > 1, steady > 0.8, usual * steady, delimiter))  # noqa: PLR2004 - the odd line is broken
    return max(scores, key=lambda score: score[:3])[3]


_FULL_NAME = re.compile(r"[^\W\d_]{2,30}(?: [^\W\d_]{1,30}\.?){1,3}")
"""Words such as people's names: where the rows below are of this kind too, the first is no heading."""


def is_header(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns: words, no two alike, that do not stand in the rows below."""
    cells = [cell.strip() for cell in first]
    if len({cell.lower() for cell in cells}) < len(cells) or sum(not cell for cell in cells) > 1:
        return False
    if any(len(cell) > _LONGEST_NAME or cell.replace(".", "").replace("-", "").isdigit() for cell in cells):
        return False
    if any(find_all(cells)):
        return False
    if any(judge_name(cell) for cell in cells):
        return True
    below = [set(column) for column in zip(*others, strict=False)]
    if any(
        _FULL_NAME.fullmatch(cell) and any(map(_FULL_NAME.fullmatch, column))
        for cell, column in zip(cells, below, strict=False)
    ):
        return False
    return not any(cell in column for cell, column in zip(cells, below, strict=False) if cell)


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE):
        yield line.replace("\x00", "")


def _with(first: list[str], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield first
    yield from rows


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() or f"column_{number + 1}" for number, name in enumerate(names))
