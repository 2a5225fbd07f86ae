"""Who wrote a policy, when, and how to reach them."""

from __future__ import annotations

import re
from collections import Counter

from scanner.model import Document
from scanner.policy import verbs

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATED = re.compile(r"\b(?:last\s+(?:updated|modified|revised|changed|reviewed)|effective(?:\s+(?:date|as\s+of|from))?|updated(?:\s+on)?|date\s+of\s+last\s+revision|version\s+of|dated|in\s+force\s+since|valid\s+from)\b", re.IGNORECASE)  # fmt: skip
_WORDED = re.compile(r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Z][a-z]{2,8})\.?,?\s+(\d{4})|([A-Z][a-z]{2,8})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}))\b")  # fmt: skip
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_MAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}")
_FORM = (
    r"(?:,?\s(?:Inc|LLC|Ltd|Limited|GmbH(?: & Co\.? KG)?|KG|AG|UG|e\.K|Corp|Corporation|B\.?V|N\.?V|AB|AS|A/S|S\.?A\.?(?:R\.?L|S)?|S\.?r\.?l|S\.?p\.?A"
    r"|PLC|plc|Oyj?|ApS|Pty Ltd|Pte\.? Ltd|Co|LLP|LP|Foundation|Stiftung|Association|e\.V|NPO|K\.?K|Sp\. z o\.o|s\.r\.o|d\.o\.o|O\u00dc|SIA|UAB|Kft|PBC)\b\.?)"
)
_NAME = r"(?<!\w)([A-Z0-9][\w.&'\u2019\-]*(?:\s[A-Z0-9&][\w.&'\u2019\-]*){0,5}" + _FORM + r"?)"
_FULL = (
    r"(?<!\w)([A-Z0-9][\w.&'\u2019\-]*(?:(?:\s(?:of|the|and|for|de|van|von|&)){0,2}\s[A-Z0-9&][\w.&'\u2019\-]*){0,5}"
    + _FORM
    + ")"
)
_CONTROLLERS = (
    re.compile(_FULL + r"[^()\n]{0,160}\([^()]{0,80}[\"\u201c\u201d'\u2018](?:we|us|our|the company|company)\b"),
    re.compile(r"\b(?:controller|responsible)\b[^.\n]{0,60}?\b(?:is|are|be):?\s+(?:the\s+)?" + _FULL),
    re.compile(_FULL + r"[^().\n]{0,100}\s(?:is|are|acts? as) (?:the |your )?(?:data )?controller"),
    re.compile(_NAME + r"\s*\([^()]{0,80}[\"“”'\u2018](?:we|us|our|the company|company)\b"),
    re.compile(_NAME + r",?\s*\([^()]{0,60}[\"“]([^\"”]{2,40})[\"”]"),
    re.compile(r"\b(?:operated|provided|owned|run|developed|published|built)\s+by\s+" + _NAME),
    re.compile(
        _NAME
        + r"\s+(?:built|operates|respects|is committed|collects|takes|values|provides|is the (?:data )?controller|\(we\b)"
    ),
    re.compile(r"\b(?:controller is|controller:|at|of|for)\s+" + _NAME),
    re.compile(_FULL),
)
_ACTS = re.compile(
    r"\b([A-Z][\w\-]{2,30}) (?:collects|uses|may|will|does not|shares|stores|respects|is committed|keeps|takes|processes)\b"
)
_NOT_NAMES = frozenset(
    {
        "Privacy",
        "Policy",
        "This",
        "The",
        "We",
        "Our",
        "Your",
        "Site",
        "Website",
        "Service",
        "App",
        "Effective",
        "Last",
        "These",
        "At",
        "In",
        "By",
        "For",
        "Data",
        "Terms",
        "Personal",
        "Introduction",
        "Information",
        "Welcome",
        "General",
        "Users",
        "User",
        "Notice",
        "Statement",
        "If",
        "It",
        "GDPR",
        "Application",
    }
)


def document_of(text: str, *, path: str) -> Document:
    """The document's controller, date of last change (ISO) and contact addresses, as far as the text gives them."""
    contacts = tuple(dict.fromkeys(found[0].rstrip(".").lower() for found in _MAIL.finditer(text)))
    return Document(path, controller=_controller(text[:6000]), last_updated=_date(text), contacts=contacts)


def own_names(document: Document, text: str) -> frozenset[str]:
    """The words, in lower case, by which the company speaks of itself."""
    spoken = _speaking(text)
    if not document.controller:
        return spoken
    bare = re.sub(_FORM + "$", "", document.controller).strip(" ,.")
    names = {document.controller.lower(), bare.lower(), bare.split()[-1].lower(), bare.split()[0].lower()}
    called = re.search(re.escape(bare) + r"[^()]{0,40}\([^()]{0,20}[\"“]([\w .\-]{2,30})[\"”]", text[:6000])
    return spoken | frozenset(
        {*names, called[1].lower() if called else bare.lower()} - {"the", "app", "my", "us", "we"}
    )


def _speaking(text: str) -> frozenset[str]:
    """Names that act like the company in the text, wherever it is introduced: "Acme collects", "Acme does not"."""
    names = Counter(found[1].lower() for found in _ACTS.finditer(text))
    common = {word.lower() for word in _NOT_NAMES} | {"cookies"}
    common |= verbs.words("reader") | verbs.words("third_person") | verbs.words("first_person")
    return frozenset(name for name, times in names.items() if times >= 2 and name not in common)  # noqa: PLR2004 - once is chance


def _controller(text: str) -> str | None:
    for pattern in _CONTROLLERS:
        for found in pattern.finditer(text):
            name = re.sub(r"\s+", " ", found[1]).strip(" .,")
            words = [word for word in name.split() if word not in _NOT_NAMES]
            if (
                words
                and len(" ".join(words)) > 2  # noqa: PLR2004 - a name has more than two letters
                and words[0][0].isupper() | words[0][0].isdigit()
                and not words[0].isdigit()
            ):
                return " ".join(words)
    return None


def _date(text: str) -> str | None:
    for cue in _DATED.finditer(text):
        date = _iso(text[cue.end() : cue.end() + 60])
        if date:
            return date
    return None


def _iso(after: str) -> str | None:
    numeric, worded = _ISO.search(after), _WORDED.search(after)
    if numeric:
        return _checked(int(numeric[1]), int(numeric[2]), int(numeric[3]))
    if worded:
        month = (worded[2] or worded[4]).lower()
        number = next((at for at, name in enumerate(_MONTHS, 1) if month.startswith(name)), 0)
        return _checked(int(worded[3] or worded[6]), number, int(worded[1] or worded[5]))
    return None


def _checked(year: int, month: int, day: int) -> str | None:
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None  # noqa: PLR2004 - calendar bounds
