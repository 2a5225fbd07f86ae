"""How well labelled spans of many policies are found: `policy_spans.py FOLDER` prints figures as JSON.

Each file is a list of passages with annotations (requirement, value, performed). A labelled value that stands in its
passage word for word is a span; it is found when a span of the same kind overlaps it. Data categories are the phrases
of statements, recipients their recipient phrases, retention the sentences of retention and erasure statements, third
countries the sentences that name places of data. Files fall into two halves by the SHA-256 of their stem.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scanner.errors import InvalidPolicy
from scanner.model import Action, Declaration
from scanner.policy.reader import read_text

KINDS = {
    "Data Categories": "data",
    "Data Recipients": "recipients",
    "Data Retention Period": "retention",
    "Third-country Transfers": "third_country",
}
Span = tuple[int, int]
Passage = dict[str, Any]  # JSON of one passage


@dataclass(slots=True)
class Tally:
    """Counts of one kind of span."""

    truth: int = 0
    found: int = 0
    given: int = 0
    right: int = 0
    misses: Counter[str] = field(default_factory=Counter)
    extras: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1."""
        recall = self.found / self.truth if self.truth else 0.0
        precision = self.right / self.given if self.given else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {
            "truth": self.truth,
            "given": self.given,
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "f1": round(f1, 3),
        }


def main() -> None:
    """Reads the arguments and prints the figures of both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--misses", choices=sorted(KINDS.values()), help="list what the even half misses and has too much"
    )
    arguments = parser.parse_args()
    halves: dict[str, list[Path]] = {"even": [], "odd": []}
    for path in sorted(arguments.folder.glob("*.json")):
        odd = int(hashlib.sha256(path.stem.encode()).hexdigest(), 16) % 2
        halves["odd" if odd else "even"].append(path)
    started = time.perf_counter()
    measured = {half: _measure(paths) for half, paths in halves.items()}
    figures: dict[str, object] = {
        half: {"files": len(halves[half]), **{kind: tally.figures() for kind, tally in tallies.items()}}
        for half, tallies in measured.items()
    }
    figures["seconds"] = round(time.perf_counter() - started, 1)
    json.dump(figures, sys.stdout, indent=1)
    if arguments.misses:
        tally = measured["even"][arguments.misses]
        print("\nMISSED", tally.misses.most_common(120), "\nEXTRA", tally.extras.most_common(120))


def _measure(paths: Iterable[Path]) -> dict[str, Tally]:
    tallies = {kind: Tally() for kind in (*KINDS.values(), "negated")}
    for path in paths:
        text, spans = _policy(json.loads(path.read_text("utf-8")))
        try:
            declaration = read_text(text, path=path.name)
        except InvalidPolicy:
            declaration = None
        given = _given(declaration) if declaration else {}
        for kind, truth in spans.items():
            _count(tallies[kind], text, truth, given.get(kind, []))
    return tallies


def _policy(passages: Sequence[Passage]) -> tuple[str, dict[str, list[Span]]]:
    """The passages as one Markdown text, and the labelled spans in it."""
    parts: list[str] = []
    spans: dict[str, list[Span]] = {kind: [] for kind in (*KINDS.values(), "negated")}
    at = 0
    for passage in passages:
        mark = {"headline": "# ", "list_item": "- "}.get(passage["type"], "")
        body = " ".join(passage["passage"].split())
        for kind, (start, end) in _labelled(body, passage["annotations"]):
            spans[kind].append((at + len(mark) + start, at + len(mark) + end))
        parts.append(mark + body + "\n\n")
        at += len(parts[-1])
    return "".join(parts), spans


def _labelled(body: str, annotations: Iterable[Passage]) -> Iterator[tuple[str, Span]]:
    for one in annotations:
        value = " ".join(one["value"].split())
        start = body.lower().find(value.lower())
        if one["requirement"] in KINDS and start >= 0 and value:
            yield KINDS[one["requirement"]], (start, start + len(value))
            if one["performed"] is False and one["requirement"] == "Data Categories":
                yield "negated", (start, start + len(value))


def _given(declaration: Declaration) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {kind: [] for kind in (*KINDS.values(), "negated")}
    for one in declaration.statements:
        phrases = [(phrase.start, phrase.end) for phrase in one.categories]
        found["data"].extend(phrases)
        if one.polarity == "negative":
            found["negated"].extend(phrases)
        found["recipients"].extend((phrase.start, phrase.end) for phrase in one.recipients)
        quote = (one.evidence[-1].start, one.evidence[-1].end)
        if one.action in {Action.RETAIN, Action.ERASE}:
            found["retention"].append(quote)
        if one.region_list_closed is not None:
            found["third_country"].append(quote)
    return {kind: list(dict.fromkeys(spans)) for kind, spans in found.items()}


def _count(tally: Tally, text: str, truth: Sequence[Span], given: Sequence[Span]) -> None:
    for span in truth:
        hit = any(_overlap(span, other) for other in given)
        tally.truth += 1
        tally.found += hit
        if not hit:
            tally.misses[text[span[0] : span[1]].lower()[:80]] += 1
    for span in given:
        hit = any(_overlap(span, other) for other in truth)
        tally.given += 1
        tally.right += hit
        if not hit:
            tally.extras[text[span[0] : span[1]].lower()[:80]] += 1


def _overlap(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]


if __name__ == "__main__":
    main()
