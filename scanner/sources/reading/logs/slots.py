"""A log line to slots: access-log places, JSON and key=value paths, idioms, and the message that is left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_plus

from scanner.sources.reading.logs.formats import IDIOM_PREFIX, formats

MESSAGE = "message"
_FREE_TEXT = frozenset({MESSAGE, "msg", "log", "text", "event", "error", "err", "exception", "reason", "detail"})
_DEEPEST = 8
_WIDEST = 200
_HEADER = re.compile(
    r"""(?:\S{1,120}\ )?[\[(]?(?:
      (?P<time>\d{4}[-/]\d\d[-/]\d\d[T\ ,]\ ?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|\ ?[+-]\d\d:?\d\d)?)
    | (?:\d\d[-/.]\d\d(?:[-/.]\d\d(?:\d\d)?)?\ )\d\d:\d\d:\d\d(?:[.,]\d{1,9})?  # no century, or no year
    | \d{6}\ \d{6}
    | [A-Z][a-z]{2}\ (?:[A-Z][a-z]{2}\ )?[\ \d]\d\ \d\d:\d\d:\d\d(?:\.\d{1,9})?(?:\ \d{4})?
    | \d{8}-\d{1,2}:\d{1,2}:\d{1,2}(?::\d{1,4})?
    )[\])]?(?:\ +\d{1,7}(?=\ )){0,3}
    (?:[\ :|-]*\[?(?:DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL|TRACE)\]?(?=[\ :|]))?[\ :|-]*""",
    re.VERBOSE,
)
_PAIR = re.compile(
    r"""(?<![\w.@/%-])(?P<key>[A-Za-z_@][\w.@-]{0,60})=
    (?:"(?P<quoted>(?:[^"\\]|\\.)*+)" | '(?P<single>[^']{0,2000})' | (?P<open>[{\[](?=["{\]}])) | (?P<bare>[^\s,;&|"'<>]*+))""",
    re.VERBOSE,
)
_EMBEDDED = re.compile(r'[{\[](?=\{?"[^"\n]{1,100}"\s{0,2}:)')
_TIME_KEYS = ("time", "timestamp", "@timestamp", "ts", "asctime", "datetime", "date", "eventTime", "t")
_decode = json.JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class Slots:
    """One line: the text of its time, or None, and its slots as pairs of path and value."""

    time: str | None
    values: list[tuple[str, str]]


def slots_of(line: str) -> Slots:
    """What stands where in a line. A path may stand twice; every value is text."""
    if line.startswith("{"):
        record = _record(line)
        if record is not None:
            return _of_record(record)
    for shape in formats().lines:
        if shape.needle in line:
            found = shape.pattern.match(line)
            if found:
                return _of_groups(found.groupdict())
    header = _HEADER.match(line)
    if header:
        return Slots(header["time"], list(_of_message(line[header.end() :])))
    return Slots(None, list(_of_message(line)))


def leaf_of(path: str) -> str:
    """The last name in a path."""
    return path.rpartition(".")[2]


def is_free_text(path: str) -> bool:
    """Whether people or programs write sentences there."""
    return leaf_of(path).lower() in _FREE_TEXT


def _of_groups(groups: dict[str, str | None]) -> Slots:
    plain = ("remote_addr", "remote_user", "user_agent")
    values = [(slot, groups.get(slot) or "") for slot in plain if (groups.get(slot) or "-") != "-"]
    if groups.get("request"):
        values += _of_request(groups["request"] or "")
    if (groups.get("referer") or "-") != "-":
        values += _of_address("referer", groups["referer"] or "")
    for rest in ("message", "rest"):
        if groups.get(rest):
            values += _of_message(groups[rest] or "")
    return Slots(groups.get("time"), values)


def _of_request(request: str) -> Iterator[tuple[str, str]]:
    parts = request.split(" ")
    yield from _of_address("request.path", parts[1] if len(parts) > 1 else request, query="request.query")


def _of_address(slot: str, address: str, *, query: str = "") -> Iterator[tuple[str, str]]:
    """A URL or path, and its query parameters decoded under `slot.query.<name>`."""
    path, mark, parameters = address.partition("?")
    yield slot, unquote_plus(path) if "%" in path else path
    if not mark:
        return
    for pair in parameters.split("&")[:_WIDEST]:
        name, _, value = pair.partition("=")
        if value:
            yield f"{query or slot + '.query'}.{unquote_plus(name)}", unquote_plus(value)


def _of_record(record: dict[str, object]) -> Slots:
    time = next((str(record[key]) for key in _TIME_KEYS if record.get(key)), None)
    return Slots(time, list(_of_json("", record, 0)))


def _of_json(path: str, value: object, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _DEEPEST:
        yield path, json.dumps(value, ensure_ascii=False)
    elif isinstance(value, dict):
        for key, inner in list(value.items())[:_WIDEST]:
            yield from _of_json(f"{path}.{key}" if path else key, inner, depth + 1)
    elif isinstance(value, list):
        for inner in value[:_WIDEST]:
            yield from _of_json(path, inner, depth + 1)
    elif isinstance(value, str):
        yield from _of_text(path, value)
    elif value is not None and not isinstance(value, bool):
        yield path, str(value)


def _of_text(path: str, value: str) -> Iterator[tuple[str, str]]:
    """A value that may itself be an address with a query, or a message with pairs and idioms."""
    if is_free_text(path):
        yield from _of_message(value, "" if path.lower() in {"message", "msg", "log"} else path)
    elif "?" in value and value.startswith(("/", "http")):
        yield from _of_address(path, value)
    else:
        yield path, value


def _of_message(text: str, path: str = "") -> Iterator[tuple[str, str]]:
    """Pairs, embedded JSON and idioms of a message; what is left of it is the slot `message` (or `path`)."""
    for shape in formats().idioms:
        if shape.needle in text:
            yield from ((IDIOM_PREFIX + shape.name, found[1]) for found in shape.pattern.finditer(text))
    left: list[str] = []
    at = 0
    for begin, end, values in _structures(text):
        if begin < at:
            continue
        left.append(text[at:begin])
        at = end
        for key, value in values:
            yield (f"{path}.{key}" if path else key), value
    left.append(text[at:])
    message = " ".join(part for part in (piece.strip() for piece in left) if part)
    if message:
        yield path or MESSAGE, message


def _structures(text: str) -> Iterator[tuple[int, int, list[tuple[str, str]]]]:
    """Pairs and JSON in a text: where each begins and ends, and its slots."""
    at = 0
    if "=" in text:
        while found := _PAIR.search(text, at):
            key, end = found["key"], found.end()
            if found["open"]:
                value, end = _json_at(text, found.start("open"))
                values = list(_of_json(key, value, 1))
            else:
                values = list(_of_pair(key, found["quoted"] or found["single"] or found["bare"] or ""))
            yield found.start(), end, values
            at = max(end, at + 1)
    elif '{"' in text or '["' in text:
        found = _EMBEDDED.search(text)
        if found:
            value, end = _json_at(text, found.start())
            yield found.start(), end, list(_of_json("", value, 1)) if isinstance(value, dict | list) else []


def _of_pair(key: str, value: str) -> Iterator[tuple[str, str]]:
    if not value:
        return
    if '"' in value and "\\" in value:
        value = value.replace('\\"', '"')
    if "%" in value and "?" not in value:
        value = unquote_plus(value)
    if " " in value and "=" in value:
        yield from _of_message(value, key)
    else:
        yield from _of_text(key, value)


def _json_at(text: str, begin: int) -> tuple[object, int]:
    """The JSON value that begins here and its end; the text to the next blank where there is none."""
    try:
        value, end = _decode(text, begin)
    except (ValueError, RecursionError):
        end = text.find(" ", begin)
        end = len(text) if end < 0 else end
        return text[begin:end], end
    return value, end


def _record(line: str) -> dict[str, object] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
