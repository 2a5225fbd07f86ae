"""E-mails among the templates: which promote something, whether they can be cancelled, and beacons in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from detectors.model import Category
from scanner.code.markup.document import Tag
from scanner.code.pages.page import Page
from scanner.inventory.draft import Draft
from scanner.model import CollectionPoint, Control, ControlKind, ControlState

_ENGAGEMENT = Category("x.user.communication.email_engagement")
_FOLDER = re.compile(r"^(e?mails?|e?mail[-_]?templates?|mailers?|\w{1,40}_mailer|newsletters?|campaigns?|mailings?)$", re.IGNORECASE)  # fmt: skip
_NAME = re.compile(r"(^|[-_.])(e?mail|newsletter|mailer|mailing|digest)([-_.]|$)", re.IGNORECASE)
_PROMOTING_NAME = re.compile(
    r"newsletter|promo|offer|campaign|discount|digest|marketing|sale\b|coupon|win[-_]?back|upsell|re[-_]?engage"
    r"|black[-_]?friday|deal|special|whats[-_]?new|product[-_]?update",
    re.IGNORECASE,
)
_PROMOTING = re.compile(
    r"newsletter|special offer|exclusive offer|limited[- ]time|\b\d{1,2} ?% off\b|\bdiscounts?\b|\bpromo(tion|code| code)?\b"
    r"|\bcoupon|\bon sale\b|\bdeals?\b|don.t miss|black friday|weekly digest|what.s new|upgrade (now|today)|save \d"
    r"|free trial|refer a friend|shop now|buy now|\boffer ends\b|this month at",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"receipt|invoice|password|reset|confirm|verif|activat|security|order|payment|2fa|otp|login|sign[-_]?in|alert|base"
    r"|layout|header|footer|billing|invit|delet|export|passcode|expir|polic(y|ies)|terms|legal|privacy",
    re.IGNORECASE,
)
_CANCEL = re.compile(
    r"unsubscri|opt[-_ ]?out|(e-?mail|manage|update|notification|communication|subscription)[-_ ]+(your[-_ ]+)?"
    r"(e-?mail[-_ ]+|notification[-_ ]+)?(preferences|subscriptions?|settings)|stop receiving|list-unsubscribe|abmelden|abbestellen|d[ée]sabonn|d[ée]sinscri"
    r"|darse de baja|cancelar (la )?suscripci|afmelden|uitschrijven|disiscri|abonelikten|avregistrera|afmeld",
    re.IGNORECASE,
)
_OPENED = re.compile(r"track\w*[/_.-]?open|open\w*[/_.-]?(track|pixel|gif)|pixel|beacon", re.IGNORECASE)
_SOURCE = re.compile(r"src\s*=\s*[\"']?([^\"'>]{0,500})", re.IGNORECASE)
_TINY_STYLE = re.compile(r"(width|height)\s*:\s*[01](px)?\b|display\s*:\s*none", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_LEAST_WORDS = 2


def is_mail(file: str, *, has_form: bool) -> bool:
    """Whether a template is an e-mail's, by its folder and name; a page with a form is none."""
    path = PurePosixPath(file)
    named = any(_FOLDER.match(part) for part in path.parts[:-1]) or bool(_NAME.search(path.name))
    return (named or ".mjml" in path.suffixes) and not has_form


def promotes(file: str, text: str) -> bool:
    """Whether an e-mail promotes something: by its name, or by two wordings of advertising in its text."""
    name = PurePosixPath(file).name
    if _SERVICE.search(name):
        return False
    if _PROMOTING_NAME.search(name):
        return True
    found = {match[0].casefold() for match in _PROMOTING.finditer(_TAGS.sub(" ", text))}
    return len(found) >= _LEAST_WORDS


def can_cancel(text: str) -> bool:
    """Whether an e-mail's text or links let the reader unsubscribe."""
    return bool(_CANCEL.search(text))


def add_unsubscribe(draft: Draft, page: Page, *, present: bool) -> None:
    """Note whether a promotional e-mail has a way to unsubscribe."""
    state = ControlState.PRESENT if present else ControlState.ABSENT
    reason = "a promotional e-mail with a way to unsubscribe" if present else "a promotional e-mail without one"
    draft.add(Control(page.point("unsubscribe"), ControlKind.UNSUBSCRIBE, state=state), page.seen(1, reason))


def read_beacons(draft: Draft, page: Page, tags: Iterable[Tag], source: bytes) -> None:
    """Take images that tell when an e-mail is read into the draft."""
    for tag in tags:
        if tag.name != "img" or tag.closes:
            continue
        if _is_beacon(tag, source):
            seen = page.seen(tag.line, "an image tells when the e-mail is opened")
            draft.add(CollectionPoint(page.point("sdk:beacon"), "sdk", "beacon", (_ENGAGEMENT,)), seen)


def _is_beacon(tag: Tag, source: bytes) -> bool:
    """Whether an image is too small to be seen, or is called for what it does; its source may be an expression."""
    tiny = tag.attributes.get("width", "").strip("px") in {"0", "1"}
    hidden = _TINY_STYLE.search(tag.attributes.get("style", ""))
    written = source[tag.start : source.find(b">", tag.start) + 1].decode("utf-8", "replace")
    named = _SOURCE.search(written)
    return tiny or bool(hidden) or bool(named and _OPENED.search(named[1]))
