"""Whether JSON lines are a log or records: a log's lines carry a time beside a message or a level."""

from __future__ import annotations

import json

_TIME = frozenset({"time", "timestamp", "@timestamp", "ts", "asctime", "date", "datetime", "t", "eventtime"})
_TEXT = frozenset({"message", "msg", "level", "levelname", "severity", "loglevel", "log.level", "lvl"})


def is_json_log(text: str) -> bool:
    """Whether the first line is an object with a time and a message or level."""
    record = json_object(text.strip().partition("\n")[0])
    keys = {key.lower() for key in record or ()}
    return bool(keys & _TIME) and bool(keys & _TEXT)


def json_object(line: str) -> dict[str, object] | None:
    """The line as an object; None where it is none."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
