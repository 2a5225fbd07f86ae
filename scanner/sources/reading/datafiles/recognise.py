"""Which files hold records, and which only look like it: configuration, lock files, schemas, translations, logs."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath

from scanner.sources.reading.compressed import plain_name
from scanner.sources.reading.json_log import is_json_log, json_object


class Form(StrEnum):
    """How records are written down."""

    DELIMITED = "delimited"
    JSON_LINES = "json_lines"
    JSON = "json"


_DELIMITED = frozenset({".csv", ".tsv", ".tab", ".psv"})
_JSON_LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
_JSON = frozenset({".json", ".geojson", ".ldjson"})
_CONFIGURATION = re.compile(
    r"""^\.|^(?:package|composer|bower|lerna|nx|turbo|deno|angular|project|manifest|settings|launch|tasks|openapi|swagger
    |app|vercel|now|firebase|renovate|biome|babel|jsconfig|components|apple-app-site-association|assetlinks)
    (?:[.-][\w.-]*)?\.json$
    |^tsconfig|[.-]lock\.json$|-lock\.|\.schema\.json$|^schema\.json$|\.config\.json$|rc\.json$|\.webmanifest$
    |\.arb$|^(?:messages|translations?|strings|locale)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CONFIGURATION_FOLDERS = frozenset(
    {"locale", "locales", "i18n", "l10n", "lang", "langs", "language", "languages", "translations", "schema", "schemas"}
)
_ARRAY_OF_RECORDS = re.compile(r"\s*\[\s*\{")
_WRAPPED = re.compile(
    r"""\s*\{[^\[{]{0,2000}?"(?:data|records?|rows|results?|items|entries|features|hits|documents|docs|values|list|users
    |customers|clients|members|contacts|people|persons|accounts|orders|employees|subscribers|leads|students|patients
    |profiles|messages|tickets|events|payments|invoices|responses|submissions)"\s*:\s*\[\s*\{""",
    re.VERBOSE | re.IGNORECASE,
)


def form_of(path: PurePosixPath, head: bytes) -> Form | None:
    """How the file's records are written, by its name and first bytes; None where it holds none."""
    name = plain_name(path)
    suffix = name.suffix.lower()
    if not head.strip() or (b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return None
    if suffix in _DELIMITED:
        return Form.DELIMITED
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if suffix in _JSON_LINES or (suffix in _JSON and _is_lines(text)):
        return None if is_json_log(text) else Form.JSON_LINES
    if suffix in _JSON and not _is_configuration(name) and (_ARRAY_OF_RECORDS.match(text) or _WRAPPED.match(text)):
        return Form.JSON
    return None


def _is_configuration(path: PurePosixPath) -> bool:
    folders = {part.lower() for part in path.parts[:-1]}
    return bool(_CONFIGURATION.search(path.name) or folders & _CONFIGURATION_FOLDERS)


def _is_lines(text: str) -> bool:
    """Whether the first line is a whole object and another one follows."""
    first, _, rest = text.strip().partition("\n")
    return first.startswith("{") and rest.lstrip().startswith("{") and json_object(first) is not None
