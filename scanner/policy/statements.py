"""Statements of a policy: each says one thing that is or is not done with data, with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from scanner.model import Action, Phrase, Statement
from scanner.policy import verbs
from scanner.policy.actors import Cast
from scanner.policy.building import Content, build
from scanner.policy.context import says_nothing
from scanner.policy.denials import of_idioms
from scanner.policy.frames import Frame, frames_of
from scanner.policy.keeping import of_kept, of_period_item
from scanner.policy.listed import of_recipient_item
from scanner.policy.naming import named
from scanner.policy.objects import clause_of, has_anaphor, objects_of, resolved, timed
from scanner.policy.passages import sentences_of
from scanner.policy.placing import of_places
from scanner.policy.reach import places_of, recipients_of
from scanner.policy.scene import GENERIC, Scene, data_in, scene_of
from scanner.policy.unspoken import COMPLETES, of_companies, of_description, of_item, of_telling
from scanner.vendors.catalogue import by_id

_PASSING = frozenset(
    {"give", "send", "pass", "transmit", "transfer", "release", "forward", "distribute", "publish", "make", "expose"}
)
_MADE_KNOWN = re.compile(r"\bma[dk]e\b.{0,80}\b(?:available|public|accessible|known|visible)\b")


def statements_of(text: str, normal: str, own: frozenset[str]) -> tuple[Statement, ...]:
    """All statements of a policy, in order. `normal` is the normalised text, `own` what the company calls itself."""
    scenes = [scene_of(sentence, text, normal, own) for sentence in sentences_of(text)]
    found: list[Statement] = []
    spoken: dict[int, tuple[Phrase, ...]] = {}
    for index, scene in enumerate(scenes):
        lead = scenes[scene.sentence.lead] if scene.sentence.lead is not None else None
        made = [] if says_nothing(scene.plain) else list(_statements(scene, lead, spoken.get(scene.sentence.block, ())))
        if lead and made:
            found = [one for one in found if not _is_only_lead(one, lead, made)]
        for statement in made:
            found.append(statement)
            specific = tuple(phrase for phrase in statement.categories if phrase.key != GENERIC)
            if specific:
                spoken[scene.sentence.block] = specific
        if index + 1 < len(scenes) and scenes[index + 1].sentence.lead == index:
            spoken.pop(scene.sentence.block, None)
    return named(found)


def _is_only_lead(one: Statement, lead: Scene, items: Sequence[Statement]) -> bool:
    """Whether a statement says no more than that a list follows: "We use the following recipients:"."""
    bare = one.generic and not (one.period or one.regions or any(by_id(phrase.key) for phrase in one.recipients))
    if one.polarity == "negative":
        return False
    told = any((item.action, item.polarity) == (one.action, one.polarity) for item in items)
    return bare and told and one.evidence == (lead.quote,)


def _statements(scene: Scene, lead: Scene | None, spoken: tuple[Phrase, ...]) -> Iterator[Statement]:
    listed = [*of_period_item(scene, lead)] or [*of_recipient_item(scene, lead)]
    if listed:
        yield from listed
        return
    made = list(_of_verbs(scene, lead, spoken))
    if not any(statement.polarity == "negative" for statement in made):
        denied = list(of_idioms(scene))
        made = [one for one in made if not any(_is_undone(one, no) for no in denied)] + denied
    made.extend(of_kept(scene, made))
    if not says_nothing(scene.plain):
        made.extend(of_places(scene, made))
    if not made:
        made.extend([*of_description(scene)] or of_telling(scene))
    yield from made
    yield from of_companies(scene, lead, made)


def _of_verbs(scene: Scene, lead: Scene | None, spoken: tuple[Phrase, ...]) -> Iterator[Statement]:
    """What the verbs of a sentence say, or for an item without any those of its lead."""
    main = [frame for frame in scene.frames if frame.is_main and _says(scene, frame)]
    made = [statement for frame in main for statement in _of_frame(scene, frame, spoken)]
    if not made and lead and COMPLETES.search(lead.plain):
        made.extend(_of_completed(scene, lead))
    if not made and not _is_finite(main):
        made.extend(of_item(scene, lead))
    yield from made


def _is_undone(one: Statement, no: Statement) -> bool:
    """Whether a statement misreads a denial: "we keep names out of our logs" keeps no names."""
    return one.action in {no.action, Action.STORE, Action.RETAIN} and bool(set(one.categories) & set(no.categories))


def _of_completed(scene: Scene, lead: Scene) -> Iterator[Statement]:
    """What an item says that ends its lead's sentence: "the administrator may: - view your calls"."""
    ending = lead.words[:-1] if lead.words and lead.words[-1].is_mark else lead.words
    words = (*ending, *scene.words)
    whole = replace(scene, words=words, hits=data_in(words), frames=frames_of(words, Cast(lead.own)), lead=lead.quote)
    for frame in whole.frames:
        if frame.is_main and frame.verb >= len(ending) and _says(whole, frame):
            yield from _of_frame(whole, frame, ())


def _is_finite(main: Sequence[Frame]) -> bool:
    return any(
        frame.actor in {"first_party", "third_party"} and not frame.purpose and not frame.gerund for frame in main
    )


def _says(scene: Scene, frame: Frame) -> bool:
    """Whether a frame may be a statement at all: not what readers do with their own, nor a bare purpose."""
    if "reader" in frame.actions or frame.actions == ("includes",):
        return False
    if frame.actor == "third_party" and scene.words[max(0, frame.subject)].text in {"who", "that", "which"}:
        return not any(other.negative and other.last < frame.verb for other in scene.frames)
    if frame.actor == "user":
        return not frame.negative and not frame.purpose and not _is_permission(scene)
    return True


def _is_permission(scene: Scene) -> bool:
    """Whether readers are told what they may not or must not send."""
    said = scene.plain
    return bool(
        re.match(r"(?:you (?:should|must|may) not|if you provide us with .{0,40}about (?:others|another))", said)
    )


def _of_frame(scene: Scene, frame: Frame, spoken: tuple[Phrase, ...]) -> Iterator[Statement]:
    first, last = clause_of(scene, frame)
    hits = objects_of(scene, frame, first, last)
    clause = scene.normal[scene.words[first].start : scene.words[last].end].replace("\n", " ")
    recipients, places = recipients_of(scene, frame, first, last), places_of(scene, frame, first, last)
    spoken_of = resolved(scene, hits, first, last, spoken)
    for (phrases, period), action in product(timed(spoken_of, clause, scene.words[first].start), frame.actions):
        content = Content(clause, phrases, recipients, places, period)
        if action != "includes" and _holds(scene, frame, action, content):
            yield build(scene, frame, action, content)


def _holds(scene: Scene, frame: Frame, action: str, content: Content) -> bool:
    """Whether a frame says enough to be checked."""
    if frame.purpose and action in {"use", "share"} and not content.recipients:
        return False
    if frame.gerund and not frame.negative and not (action == "share" and content.recipients and content.phrases):
        return False
    if action == "share":
        return _shares(scene, frame, content)
    demands = frame.negative and set(frame.verbs) <= {"require", "need"}
    nowhere = set(frame.verbs) <= {"locate", "house", "host"} and content.places.closed is None
    if demands or nowhere:
        return False
    if action in {"store", "transfer"} and content.places.closed is not None:
        return True
    return _names_data(scene, frame, action, content)


def _shares(scene: Scene, frame: Frame, content: Content) -> bool:
    """Whether data and somebody who gets it are named; a denial needs one of them."""
    verbs_said = set(frame.verbs)
    if content.places.closed is not None and {"transfer", "transmit", "send"} & verbs_said:
        return True
    if verbs_said == {"make"} and not _MADE_KNOWN.search(scene.plain):
        return False
    told = bool(content.phrases) or has_anaphor(scene)
    meanings = [meaning for verb in frame.verbs if (meaning := verbs.meaning_of(verb))]
    if all(meaning.needs == "recipient" for meaning in meanings if meaning.action == "share"):
        passes = frame.negative and bool(verbs_said & _PASSING) and bool(content.phrases)
        return passes or (bool(content.recipients) and told)
    return told or (bool(content.recipients) and frame.negative)


def _names_data(scene: Scene, frame: Frame, action: str, content: Content) -> bool:
    if frame.actor == "third_party" and content.places.regions:
        return True
    specific = any(phrase.key != GENERIC for phrase in content.phrases)
    if frame.actor == "third_party" and action in {"use", "retain", "store"} and not (specific or content.recipients):
        return False
    checkable = content.period is not None or frame.negative or action in {"erase", "retain"}
    return bool(content.phrases) or (has_anaphor(scene) and checkable)
