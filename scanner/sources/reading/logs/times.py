"""The time of a log line, for evidence alone."""

from __future__ import annotations

from datetime import UTC, datetime

_LATEST_SECONDS = 4_102_444_800  # 2100-01-01: what is more is milliseconds
_ACCESS = "%d/%b/%Y:%H:%M:%S %z"


def iso_time(text: str | None) -> str | None:
    """The time as ISO 8601; None where it is none, or says no year."""
    if not text:
        return None
    parsed = _epoch(text) or _written(text)
    return parsed.isoformat(timespec="seconds") if parsed else None


def _epoch(text: str) -> datetime | None:
    try:
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > _LATEST_SECONDS else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _written(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _ACCESS)  # noqa: DTZ007 - the format has a zone
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text.strip().replace("/", "-").replace(",", "."))
    except ValueError:
        return None
