"""Which files are logs, by name or by their first lines, and which of them are turns of one rotated log."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from scanner.sources.reading.compressed import plain_name
from scanner.sources.reading.json_log import is_json_log

_NAMES = re.compile(
    r"""\.log$|^(?:syslog|maillog|access_log|error_log|auth|kern|daemon)$|_log$|^catalina\.out$|^nohup\.out$
    |[._-]log\.txt$|_access_log\b.*\.txt$""",
    re.IGNORECASE | re.VERBOSE,
)
_BY_CONTENT = frozenset({"", ".txt", ".out", ".err", ".json", ".jsonl", ".ndjson", ".trace", ".audit"})
_TURNS = (
    re.compile(r"^(.+?)(?:[.\-_](?:\d{1,4}|\d{4}-?\d\d-?\d\d[\dT:.\-_]*|\d{8,14}|old|bak))+$", re.IGNORECASE),
    re.compile(r"^(.+?)[.\-_]\d{4}-?\d\d-?\d\d[\dT:.\-_]*(\.(?:log|txt|out|jsonl?|ndjson))$", re.IGNORECASE),
    re.compile(r"^(.+?)[.\-_]\d{1,4}(\.log)$", re.IGNORECASE),
)
_LOG_LINE = re.compile(
    r"""(?:<\d{1,3}>\d?\ ?)?(?:
      [\[(]?\d{4}[-/]\d\d[-/]\d\d[T\ ,]\ ?\d\d:\d\d          # ISO and its kin
    | [A-Z][a-z]{2}\ [\ \d]\d\ \d\d:\d\d:\d\d\ \S            # syslog (RFC 3164)
    | \S{1,100}\ \S{1,50}\ [^\[\n]{1,50}\ ?\[\d\d/[A-Z][a-z]{2}/\d{4}:  # access logs
    | [\[(]?(?:DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL|TRACE)\b[\]):]?\s
    | \[?\d\d:\d\d:\d\d[.,\] ]
    | (?:time|ts|timestamp|level|lvl)=\S+\s+\w+=
    )""",
    re.VERBOSE,
)
_LINES = 40
_MOST = 0.6


def is_log(path: PurePosixPath, head: bytes) -> bool:
    """Whether the file is a log: called so, or most of its first lines begin like a log's."""
    text = _text(head)
    if text is None:
        return False
    base = PurePosixPath(base_name(path))
    if _NAMES.search(base.name):
        return True
    return base.suffix.lower() in _BY_CONTENT and _looks_so(text)


def base_name(path: PurePosixPath) -> str:
    """The path that all turns of a rotated log share: `app.log` for `app.log.1`, `app.log-20240101.gz`."""
    name = plain_name(path).name
    for turn in _TURNS:
        found = turn.match(name)
        if found:
            name = "".join(found.groups())
    return path.with_name(name).as_posix()


def _text(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return None if b"\x00" in head else head.decode("utf-8", "replace")


def _looks_so(text: str) -> bool:
    lines = [line for line in text.splitlines()[:_LINES] if line.strip() and not line.startswith((" ", "\t"))]
    if not lines:
        return False
    if text.lstrip().startswith("{"):
        return is_json_log(text)
    return sum(bool(_LOG_LINE.match(line)) for line in lines) >= _MOST * len(lines)
