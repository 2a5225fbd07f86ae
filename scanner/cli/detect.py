"""`piimap detect`: text in, spans out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import click

from detectors.entities import find_entities
from detectors.gate import find_all
from detectors.model import Match
from scanner.errors import UnusableTarget

Text = tuple[str, str]
_BATCH = 256


@click.command("detect")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE]…")
@click.option("-f", "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option("--entities/--no-entities", default=True, help="Look for names and places too, where a model is there.")
def command(files: tuple[Path, ...], form: str, *, entities: bool) -> None:
    """Find personal data in files, or in JSON lines of {"id", "text"} on standard input.

    Gives places and categories, never the text itself.
    """
    texts = _from_files(files) if files else _from_lines(sys.stdin)
    while batch := tuple(islice(texts, _BATCH)):
        found = find_all([text for _, text in batch])
        named = find_entities([text for _, text in batch]) if entities else [()] * len(batch)
        for (name, _), matches, names in zip(batch, found, named, strict=True):
            _print(name, _together(matches, names), form)


def _from_files(files: Iterable[Path]) -> Iterator[Text]:
    for file in files:
        try:
            text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8", errors="replace")
        except OSError as error:
            raise UnusableTarget(f"{file}: cannot be read ({error.strerror}); check the path") from None
        yield str(file), text


def _from_lines(lines: Iterable[str]) -> Iterator[Text]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            yield entry["id"], entry["text"]
        except (json.JSONDecodeError, TypeError, KeyError):
            raise UnusableTarget(f'standard input, line {number}: is no {{"id": …, "text": …}}') from None


def _together(matches: Iterable[Match], names: Iterable[Match]) -> list[Match]:
    """Patterns first: a name inside an e-mail address is no find of its own."""
    kept = list(matches)
    kept += [n for n in names if not any(n.start < m.end and m.start < n.end for m in matches)]
    return sorted(kept, key=lambda match: (match.start, match.end, match.category))


def _print(name: str, matches: Iterable[Match], form: str) -> None:
    if form == "jsonl":
        click.echo(json.dumps({"id": name, "spans": [_span(match) for match in matches]}, ensure_ascii=False))
        return
    for match in matches:
        click.echo(f"{name}:{match.start}-{match.end}: {match.category} ({match.detector}, {match.score:.2f})")


def _span(match: Match) -> dict[str, object]:
    return {
        "start": match.start,
        "end": match.end,
        "category": match.category,
        "entity": match.entity,
        "score": round(match.score, 4),
        "detector": match.detector,
    }
