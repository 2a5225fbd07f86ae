"""Verb frames: who does what with data in a sentence, whether it is denied, and where the words of it stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scanner.policy import verbs
from scanner.policy.actors import Cast, actor_at, actor_before, agent_after
from scanner.policy.left import Left, look_left
from scanner.policy.verbal import JOINTS, Joins, denies_object, is_inverted, is_relative, is_subordinate, is_verb
from scanner.policy.verbs import Form
from scanner.policy.words import Word

# Verbs that speak of data only with these words after them: "work out", "look up".
_PARTICLES = {
    "work": {"out"}, "look": {"up"}, "figure": {"out"}, "count": {"the", "your", "which", "how"},
    "learn": {"your", "the", "which", "what", "from"}, "note": verbs.words("opens_object") | {"which", "what", "when", "the", "for"},
    "leave": {"a", "your", "us", "the"}, "set": {"a", "your", "up"}, "write": {"to", "a", "your", "in", "about"}, "connect": {"a", "your"},
    "tell": {"us"}, "choose": {"a", "to", "your"}, "type": {"your", "in", "into", "a"}, "add": {"a", "your", "an", "to", "the"}, "pick": {"a", "your"},
    "notice": {"which"}, "observe": {"which", "how", "your"}, "detect": {"your", "which", "the"},
}  # fmt: skip
_NEAR, _FURTHEST = 4, 40  # words between joined verbs, and between verbs that share a subject


@dataclass(frozen=True, slots=True)
class Frame:
    """One verb, or verbs joined to one, with what was read to its left.

    Word indices: `start` is the first word of the frame (its subject or first auxiliary), `verb` and `last` bound the
    verbs. `actor` is first_party, third_party, user or unknown. `relative` frames only describe a noun ("the data we
    collect"); `subordinate` ones are conditions ("if we share"); `purpose` ones an infinitive of purpose.
    """

    actions: tuple[str, ...]
    verbs: tuple[str, ...]
    start: int
    verb: int
    last: int
    actor: str
    negative: bool = False
    passive: bool = False
    modality: str = "does"
    relative: bool = False
    subordinate: bool = False
    purpose: bool = False
    gerund: bool = False
    only: bool = False
    subject: int = -1

    @property
    def is_main(self) -> bool:
        """Whether the frame says something by itself."""
        return not (self.relative or self.subordinate)


def frames_of(words: Sequence[Word], cast: Cast) -> tuple[Frame, ...]:
    """The verb frames of a sentence. `cast` tells the company from others."""
    found: list[Frame] = []
    at = 0
    while at < len(words):
        form = verbs.form_of(words[at].text)
        frame = _frame(words, at, form, cast, found[-1] if found else None) if form else None
        if frame:
            found.append(frame)
        at = frame.last + 1 if frame else at + 1
    return tuple(found)


def _frame(words: Sequence[Word], at: int, form: Form, cast: Cast, before: Frame | None) -> Frame | None:
    left = look_left(words, at)
    joined = _joined_to(words, left, before)
    actor = _subject(words, left, cast, before)
    joins = (Joins.PASSIVE if joined.passive else Joins.ACTIVE) if joined else Joins.NOTHING
    if not is_verb(words, at, form, left, actor=actor, joins=joins):
        return None
    if form.verb in _PARTICLES and not (at + 1 < len(words) and words[at + 1].text in _PARTICLES[form.verb]):
        return None
    group, last = _group(words, at, form)
    bare = not (left.have or actor != "unknown" or joined)
    passive = form.kind == "past" and (left.be or bare or joins is Joins.PASSIVE)
    actor = _doer(words, last, left, cast, actor, joined, passive=passive)
    actions = _actions(group, actor, passive=passive)
    if passive and {"give", "grant", "provide"} & set(group) and words[left.at].text in {"we", *cast.names}:
        actions = ("collect",)
    if actor == "third_party" and not passive and actions == ("share",) and _is_to_us(words, last):
        actions, actor = ("collect",), "first_party"
    nobody = actor == "unknown" and not passive and form.kind in {"base", "present"} and not left.purpose
    if not actions or (nobody and actions != ("includes",)):
        return None
    read = Frame(
        actions=actions,
        verbs=group,
        start=max(0, left.at if actor != "unknown" and not joined else left.at + 1),
        verb=at,
        last=last,
        actor=actor,
        negative=left.negative or is_inverted(words, left.at) or denies_object(words, last, left.at, passive=passive),
        passive=passive,
        modality=left.modality,
        relative=is_relative(words, left, form, cast, passive=passive),
        subordinate=is_subordinate(words, left, passive=passive),
        purpose=left.purpose,
        gerund=form.kind == "gerund" and not left.be,
        only=left.only or (last + 1 < len(words) and words[last + 1].text in {"only", "solely", "exclusively"}),
        subject=left.at,
    )
    return _inheriting(read, joined, words) if joined else read


def _is_to_us(words: Sequence[Word], last: int) -> bool:
    """Whether others give to the company: "partners send us your name"."""
    after = [word.text for word in words[last + 1 : last + 3]]
    return after[:1] == ["us"] or after == ["to", "us"]


def _subject(words: Sequence[Word], left: Left, cast: Cast, before: Frame | None) -> str:
    """Who stands as the subject; an infinitive of purpose has that of the verb before it."""
    if left.purpose:
        return before.actor if before and before.actor != "user" else "first_party"
    return actor_at(words, left.at, cast)


def _doer(  # noqa: PLR0913, PLR0917 - who acts hangs on all of these
    words: Sequence[Word], last: int, left: Left, cast: Cast, actor: str, joined: Frame | None, *, passive: bool
) -> str:
    if passive:
        return agent_after(words, last)
    if actor == "unknown" and joined:
        actor = joined.actor
    return actor_before(words, left.at, cast) if actor == "unknown" else actor


def _inheriting(read: Frame, joined: Frame, words: Sequence[Word]) -> Frame:
    """A frame with what it takes over from the one it is joined to: "do not sell X or share it"."""
    denied = joined.negative and words[read.subject].text in {"or", "nor"}
    return replace(
        read,
        negative=read.negative or denied,
        modality=joined.modality if read.modality == "does" else read.modality,
        relative=read.relative or joined.relative,
        subordinate=read.subordinate or joined.subordinate,
        purpose=read.purpose or _after_infinitive(words, joined, read.subject),
    )


def _joined_to(words: Sequence[Word], left: Left, before: Frame | None) -> Frame | None:
    """The frame whose subject this one shares: "is kept and may be shared", "collect X and use it"."""
    if before is None or left.at < 0 or words[left.at].text not in {"and", "or", "nor", "then", "&"}:
        return None
    between = range(before.last + 1, left.at)
    stops = verbs.words("bounds") | verbs.words("subordinators") | {";"}
    return None if any(words[at].text in stops for at in between) or len(between) > _FURTHEST else before


def _after_infinitive(words: Sequence[Word], joined: Frame, at: int) -> bool:
    """Whether "and" joins this verb to another one's infinitive: "necessary to support and process"."""
    if joined.purpose:
        return True
    return any(words[index].text == "to" and words[index + 1].text not in verbs.words("opens_object") | {"a", "you", "others", "third"}
               for index in range(joined.last + 1, at) if at - index <= _NEAR)  # fmt: skip


def _group(words: Sequence[Word], at: int, form: Form) -> tuple[tuple[str, ...], int]:
    """Verbs joined to the first with nothing but commas, "and" and adverbs between: "collect, use and share"."""
    group, last, ahead = [form.verb], at, at + 1
    while ahead < len(words) and ahead - last <= _NEAR:
        word = words[ahead].text
        other = verbs.form_of(word)
        if other and ahead > last + 1 and _same_kind(form, other) and _verbal(words, ahead):
            group.append(other.verb)
            last = ahead
        elif word not in JOINTS and word not in verbs.words("adverbs") and word != "to":
            break
        ahead += 1
    return tuple(group), last


def _same_kind(form: Form, other: Form) -> bool:
    return form.kind == other.kind or {form.kind, other.kind} <= {"base", "present"}


def _verbal(words: Sequence[Word], at: int) -> bool:
    """Whether a verb's form after "and" is not a noun ("name and contact")."""
    return at + 1 < len(words) or words[at - 1].text in JOINTS


def _actions(group: Sequence[str], actor: str, *, passive: bool) -> tuple[str, ...]:
    if all((meaning := verbs.meaning_of(verb)) and meaning.action == "includes" for verb in group):
        return ("includes",)
    if actor == "user":
        return ("collect",) if any(verbs.is_given(verb) for verb in group) else ("reader",)
    meanings = (verbs.meaning_of(verb) for verb in group)
    found = tuple(dict.fromkeys(meaning.action for meaning in meanings if meaning))
    if not found and passive and any(verbs.is_given(verb) for verb in group):
        return ("collect",)
    return found
