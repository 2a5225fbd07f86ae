"""Policy text in lower case and plain punctuation, one character for each, so that offsets hold."""

from __future__ import annotations

import re

_PLAIN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "\u2013": "-", "\u2014": "-", "\u2011": "-", "\u2012": "-", "\u2212": "-", "\u00ad": "-",
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u200b": " ", "\ufeff": " ", "\t": " ", "\r": " ",
    }
)  # fmt: skip
_LINK_END = re.compile(r"\]\([^()\s]{0,500}\)")
_MARKS = re.compile(r"\*{1,3}|`{1,3}|~~|(?<!\w)_{1,2}|_{1,2}(?!\w)|\[(?=[^\[\]\n]{1,200}\]\()")


def normalise(text: str) -> str:
    """The text with every character put in its plain lower-case form; as long as the text itself.

    Marks of Markdown (emphasis, code, link targets) become spaces, line ends stay.
    """
    plain = text.translate(_PLAIN)
    lower = "".join(_lower(character) for character in plain)
    return _MARKS.sub(_blank, _LINK_END.sub(_blank, lower))


def _lower(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
