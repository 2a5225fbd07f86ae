"""JSON lines and JSON arrays to records, one at a time, in bounded memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from typing import IO

Record = Mapping[str, str | None]
"""A record's keys and values as text; what is nested stays JSON."""

_LONGEST_RECORD = 4 << 20
_CHUNK = 1 << 20
_ARRAY = re.compile(r"\[\s*(?=\{)")
_BETWEEN = re.compile(r"[\s,]*")


class Malformed(ValueError):
    """The file stops being what it began as; what came before was read."""


def json_lines(stream: IO[bytes]) -> Iterator[Record]:
    """The records of a file with one object a line. Raises Malformed at the end where lines were no objects."""
    lost = False
    while line := stream.readline(_LONGEST_RECORD):
        if not line.strip():
            continue
        value = _loaded(line.decode("utf-8-sig", "replace"))
        if isinstance(value, dict):
            yield flat(value)
        else:
            lost = True
    if lost:
        raise Malformed


def json_array(stream: IO[bytes]) -> Iterator[Record]:
    """The objects of the first array of objects in the file. Raises Malformed where it breaks off."""
    decoder = json.JSONDecoder()
    chunks = _chunks(stream)
    text = next(chunks, "")
    begin = _ARRAY.search(text)
    if begin is None:
        raise Malformed
    at = begin.end()
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr] # it matches the empty string too
        if text.startswith("]", at):
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            more = next(chunks, "") if len(text) - at < _LONGEST_RECORD else ""
            if not more:
                raise Malformed from None
            text, at = text[at:] + more, 0
            continue
        if isinstance(value, dict):
            yield flat(value)


def flat(record: Mapping[str, object]) -> Record:
    """The record with its values as text."""
    return {key: _text(value) for key, value in record.items()}


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _loaded(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _chunks(stream: IO[bytes]) -> Iterator[str]:
    decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
    while raw := stream.read(_CHUNK):
        yield decode(raw)
