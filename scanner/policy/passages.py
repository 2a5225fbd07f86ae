"""A policy cut into sentences, each with the heading it stands under and the sentence that its list hangs on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BULLET = re.compile(
    r"[ \t]*(?:[•·▪◦●○■□➢✓*+\u2013\u2014\-]|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)])[ \t]+(?=\S)"
)
_ROW = re.compile(r"[ \t]*\|[ \t]*(?=[^|\n]{1,300}\|)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t:|-]{5,}")
_NUMBERED = re.compile(r"[ \t]*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,4}[.)]|[A-Z][.)])[ \t]+")
_MARKED_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+")
_WHOLE_BOLD = re.compile(r"[ \t]*(\*\*|__)[^*\n]{1,120}\1:?[ \t]*$")
_RULE = re.compile(r"[-=*_~]{3,}|[ \t:|-]{5,}")
_LABEL = re.compile(
    r"[\s*_\"“]{0,6}([A-Z0-9][\w\u2019',&/()\- ]{2,70}?)[*_\"”]{0,3}(?::[*_]{0,3}|[.][*_]{1,3})[ \t]+(?=\S)"
)
_STOP = re.compile(r"[.!?][\"”\u2019')\]]{0,2}(?=\s+[\"“\u2018'(\[]?[A-Z0-9•])|[.!?]\s*$|\s(?=•\s)|(?<=;)\s(?=•)")
_ABBREVIATION = re.compile(r"(?:^|[\s(“\"])(?:e\.g|i\.e|etc|inc|ltd|co|corp|no|vs|mr|ms|mrs|dr|st|art|u\.s|sec|para|cf|approx|[a-z])\.$", re.IGNORECASE)  # fmt: skip
_VERBS = re.compile(r"\b(?:we|you|i|our|it|us)\b.{0,60}\b(?:collect|use|share|store|may|will|do|are|is|have|keep|disclose|process|receive|ask|provide)\b", re.IGNORECASE)  # fmt: skip
LONGEST_SENTENCE = 6000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or list item: where it stands, its heading, its inline heading, and the sentence its list hangs on.

    `label` is the place of an inline heading (`Location Data:`) of its paragraph, or None.
    """

    start: int
    end: int
    section: str
    block: int
    is_item: bool = False
    label: tuple[int, int] | None = None
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    kind: str  # blank, heading, item, text


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a policy, in order. Headings are no sentences; they are the sections of what follows."""
    found: list[Sentence] = []
    section, lead = "", None
    for number, block in enumerate(_blocks(text)):
        kind, start, end = block
        if kind == "heading":
            section, lead = _plain_heading(text[start:end]), None
            continue
        made = list(_cut(text, start, end, section=section, block=number, is_item=kind == "item"))
        if kind == "item":
            found.extend(_under(sentence, lead) for sentence in made)
        elif made:
            at = len(found)
            inner = next(
                (index for index, one in enumerate(made) if text[one.start : one.end].rstrip().endswith(":")), None
            )
            for index, one in enumerate(made):
                bulleted = inner is not None and index > inner and "•" in text[made[index - 1].end : one.start]
                found.append(_under(one, at + inner) if bulleted and inner is not None else one)
            lead = len(found) - 1 if _leads(text[made[-1].start : made[-1].end]) else None
    return tuple(found)


def _under(sentence: Sentence, lead: int | None) -> Sentence:
    return Sentence(sentence.start, sentence.end, sentence.section, sentence.block, True, sentence.label, lead)


def _leads(sentence: str) -> bool:
    end = sentence.rstrip(" *_\n")
    return end.endswith((":", "-", "\u2013", ",")) or bool(
        re.search(r"\b(?:following|below|for example)\W*$", end, re.IGNORECASE)
    )


def _blocks(text: str) -> Iterator[tuple[str, int, int]]:
    """Headings, list items and paragraphs; hard-wrapped lines are joined."""
    start, end, kind = 0, 0, ""
    for line in _lines(text):
        if kind and line.kind == "text" and _continues(text[start:end], kind):
            end = line.end
            continue
        if kind:
            yield kind, start, end
        start, end, kind = line.start, line.end, "" if line.kind == "blank" else line.kind
    if kind:
        yield kind, start, end


def _continues(before: str, kind: str) -> bool:
    if kind == "heading":
        return False
    return not before.rstrip().endswith(":") or len(before.rsplit("\n", maxsplit=1)[-1]) > 60  # noqa: PLR2004 - measured on real policies


def _lines(text: str) -> list[_Line]:
    raw = [(found.start(), found.end()) for found in re.finditer(r"[^\n]*", text) if found.start() <= len(text)]
    bounds = [bound for index, bound in enumerate(raw) if bound[0] != bound[1] or _ends_line(text, bound[0])]
    kinds: list[_Line] = []
    for index, (start, end) in enumerate(bounds):
        after = text[slice(*bounds[index + 1])] if index + 1 < len(bounds) else ""
        kinds.append(_line(text, start, end, kinds[-1].kind if kinds else "blank", after))
    return kinds


def _ends_line(text: str, at: int) -> bool:
    return at == len(text) or text[at] == "\n"


def _line(text: str, start: int, end: int, before: str, after: str) -> _Line:
    content = text[start:end]
    if not content.strip() or _RULE.fullmatch(content.strip()):
        return _Line(start, end, "blank")
    row = _ROW.match(content)
    if row:
        return _Line(start, end, "blank") if _TABLE_RULE.fullmatch(after) else _Line(start + row.end(), end, "item")
    underlined = bool(re.match(r"[ ]{0,3}(={3,}|-{3,})[ ]*$", after))
    if _MARKED_HEADING.match(content) or underlined or _WHOLE_BOLD.match(content):
        return _Line(start, end, "heading")
    if _looks_heading(content, before, after):
        return _Line(start, end, "heading")
    bullet = _BULLET.match(content)
    return _Line(start + bullet.end(), end, "item") if bullet else _Line(start, end, "text")


def _looks_heading(line: str, before: str, after: str) -> bool:  # noqa: PLR0911 - one line a case
    bare = _unnumbered(line).strip(" *_:")
    words = re.findall(r"[^\W\d_]+", bare)
    if not words or len(bare) > 110 or len(words) > 16 or bare.endswith((".", ";", ",", "!")):  # noqa: PLR2004 - measured on real policies
        return False
    if before in {"text", "item"} or (_BULLET.match(line) and not _NUMBERED.match(line)):
        return False
    if bare.isupper() and len(bare) > 3:  # noqa: PLR2004 - measured on real policies
        return True
    if len(words) > 12 or (line.rstrip().endswith(":") and _VERBS.search(bare)):  # noqa: PLR2004 - measured on real policies
        return False
    if bare.endswith("?"):
        return True
    if line.rstrip(" *_").endswith(":") and words[-1].islower():
        return False
    long_words = [word for word in words if len(word) > 3] or words  # noqa: PLR2004 - measured on real policies
    titled = sum(word[0].isupper() for word in long_words) >= 0.6 * len(long_words)
    return words[0][0].isupper() and (titled or not after.strip()) and not _VERBS.match(bare)


def _unnumbered(line: str) -> str:
    number = _NUMBERED.match(line)
    return line[number.end() :] if number else line


def _plain_heading(heading: str) -> str:
    return re.sub(r"\s+", " ", _unnumbered(heading.strip(" #*_\n\t"))).strip(" *_:").lower()


def _cut(text: str, start: int, end: int, *, section: str, block: int, is_item: bool) -> Iterator[Sentence]:  # noqa: PLR0913 - where a passage stands
    label = _label(text, start, end)
    begin = start
    for stop in [*_stops(text, start, end), end]:
        first, last = _trim(text, begin, stop)
        last = min(last, first + LONGEST_SENTENCE)
        if first < last:
            yield Sentence(first, last, section, block, is_item, label)
        begin = stop


def _label(text: str, start: int, end: int) -> tuple[int, int] | None:
    found = _LABEL.match(text, start, end)
    if not found or len(found[1].split()) > 8 or _VERBS.search(found[1]):  # noqa: PLR2004 - measured on real policies
        return None
    return found.start(1), found.end(1)


def _stops(text: str, start: int, end: int) -> Sequence[int]:
    found = (match.end() for match in _STOP.finditer(text, start, end))
    return [at for at in found if not _ABBREVIATION.search(text[max(start, at - 8) : at])]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "•*|"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*|"):
        end -= 1
    return start, end
