"""What a verb's form comes to where it stands: a statement, a description, a condition, a denial."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from scanner.policy import verbs
from scanner.policy.actors import NOBODY, Cast, actor_at, actor_before
from scanner.policy.left import Left
from scanner.policy.verbs import Form
from scanner.policy.words import Word


class Joins(Enum):
    """What a verb shares its subject with: nothing, an active or a passive frame before it."""

    NOTHING = 0
    ACTIVE = 1
    PASSIVE = 2


_GERUND_AFTER = frozenset(
    {
        "by",
        "without",
        "from",
        "of",
        "for",
        "in",
        "not",
        "stop",
        "avoid",
        "before",
        "include",
        "includes",
        "including",
        "",
    }
)
JOINTS = frozenset({",", "and", "or", "/", "and/or", "nor", "then", "otherwise", "&", "-"})


def is_verb(words: Sequence[Word], at: int, form: Form, left: Left, *, actor: str, joins: Joins) -> bool:  # noqa: PLR0913 - a verb and all that stands around it
    """Whether a word that has a verb's form is one here, and not a noun or an adjective ("log files", "use of")."""
    subject = words[left.at].text if left.at >= 0 else ""
    after = words[at + 1].text if at + 1 < len(words) else ""
    if form.kind == "gerund":
        joined = subject in {",", "and", "or"} and joins is not Joins.NOTHING
        return left.be or subject in _GERUND_AFTER or joined
    if form.kind == "past":
        return _is_participle(subject, after, left, actor=actor, joins=joins)
    auxiliary = verbs.words("modals") | verbs.words("be") | verbs.words("have")
    holds = form.verb == "log" and after in {"contain", "contains", "include", "hold", "show", "never"}
    if holds or after in auxiliary or (left.be and form.kind == "base" and not left.to):
        return False
    if left.finite or left.purpose or left.negative:
        return form.kind == "base"
    if subject in {"and", "or", "nor", "then"}:
        follows = joins is not Joins.NOTHING or actor_before(words, left.at, NOBODY) == "first_party"
        return follows and after in verbs.words("opens_object")
    return _is_finite(subject, form, actor)


def _is_participle(subject: str, after: str, left: Left, *, actor: str, joins: Joins) -> bool:
    if left.be or left.have:
        return True
    if joins is not Joins.NOTHING:
        return joins is Joins.PASSIVE and subject in {"and", "or"}
    return actor != "unknown" or (subject.isalnum() and after in verbs.words("after_participle"))


def _is_finite(subject: str, form: Form, actor: str) -> bool:
    """Whether a bare form stands after a subject of its own: "we collect", "the app collects"."""
    if subject in {"that", "which", "who"}:
        return True
    if subject in {"your", "our", "the", "its"}:
        return False
    if form.verb in {"include", "contain", "comprise", "consist"}:
        return subject.isalnum()
    agrees = form.kind == "present" or subject in verbs.words("plural_subjects") or subject.endswith("s")
    return actor != "unknown" and agrees


def is_inverted(words: Sequence[Word], at: int) -> bool:
    """Whether the denial stands further left: "neither do we sell", "not in the business of selling", "without"."""
    before = [word.text for word in words[max(0, at - 6) : at]]
    if before[-1:] and before[-1] in verbs.words("do") and {"neither", "nor"} & set(before[-2:]):
        return True
    if at >= 0 and words[at].text == "without":
        return True
    return before[-1:] == ["business"] and bool(verbs.words("negations") & set(before))


def denies_object(words: Sequence[Word], last: int, at: int, *, passive: bool) -> bool:
    """Whether "no" stands before the object: "we collect no data", "no data is collected"."""
    if passive:
        return _denies_patient(words, at)
    near = [words[index].text for index in range(last + 1, min(len(words), last + 3))]
    return bool(near) and near[0] in {"no", "neither", "nothing"} and near[1:2] != ["longer"]


def _denies_patient(words: Sequence[Word], at: int) -> bool:
    for back in range(at, max(-1, at - 10), -1):
        if words[back].text in {";", ","} and back < at - 5:
            return False
        if words[back].text in {"no", "none", "neither"}:
            return not (back + 1 < len(words) and words[back + 1].text in {"longer", "later", "matter"})
    return False


def is_relative(words: Sequence[Word], left: Left, form: Form, cast: Cast, *, passive: bool) -> bool:  # noqa: PLR0911 - one line a case
    """Whether the verb only describes the noun before it: "information (that) we collect", "data collected by us"."""
    at = left.at
    if left.purpose or at < 0:
        return False
    if words[at].text in {"items", "assets"}:
        return False
    if passive and not left.be:
        return form.kind == "past" and words[at].text not in JOINTS
    if words[at].text in {"that", "which", "who", "whom"}:
        theirs = left.finite and not passive and at > 0 and actor_at(words, at - 1, cast) == "third_party"
        return at > 0 and words[at - 1].text not in verbs.words("telling") and not theirs
    if passive:
        return False
    back = at - 1
    while back >= 0 and words[back].text in verbs.words("before_subject"):
        back -= 1
    if back < 0:
        return False
    if words[back].text in {"that", "which"}:
        return back > 0 and words[back - 1].text not in verbs.words("telling") and words[back - 1].text != ","
    return words[back].text in verbs.words("data_nouns") or words[back].stem in {
        "detail",
        "purpose",
        "way",
        "category",
        "type",
        "party",
    }


def is_subordinate(words: Sequence[Word], left: Left, *, passive: bool) -> bool:
    """Whether the clause hangs on "if", "when", "how", …: a condition, a topic, no statement."""
    reach = 12 if passive else 4
    for back in range(left.at, max(-1, left.at - reach), -1):
        word = words[back].text
        if word in {",", ";", ":", "that"}:
            return False
        if word in verbs.words("subordinators"):
            return not (word in {"what", "which"} and passive and back < left.at - 3)
    return False
