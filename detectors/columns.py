"""The verdict on a column, key or slot: by its name, its type, its owner, its neighbours and a sample of its values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detectors import by_value
from detectors.fits import fitting_share
from detectors.forms import form_of, is_password_hash
from detectors.json_paths import values_by_path
from detectors.model import Category, Column, ColumnVerdict, Confidence, Finding, Protection
from detectors.names import judge_name, read_name
from detectors.samples import Sample, take_sample

_CONTRADICTED = 0.2
_CONFIRMED = 0.8
_PROTECTED_ENOUGH = 0.5


def judge_column(column: Column) -> tuple[ColumnVerdict, ...]:
    """What the column holds: a verdict for itself and, where its values are JSON, one for every path in them.

    Values decide where they match strongly; the name decides where values do not contradict it; neither alone makes
    a finding of what only looks personal, such as order numbers that pass a card's check digit.
    """
    documents = values_by_path([value.strip() for value in column.values if value is not None and value.strip()])
    if documents is None:
        return _verdicts([("", _judge(column))])
    own = judge_name(column.name, owner=column.owner, neighbours=column.neighbours)
    neighbours = tuple(path.rpartition(".")[2] for path in documents)
    parts = ((path, _judge(_at_path(column, path, values, neighbours))) for path, values in sorted(documents.items()))
    return _verdicts([("", (own,) if own and "" not in documents else ()), *parts])


def _verdicts(found: Iterable[tuple[str, tuple[Finding, ...]]]) -> tuple[ColumnVerdict, ...]:
    return tuple(ColumnVerdict(path, findings) for path, findings in found if findings)


def _at_path(column: Column, path: str, values: list[str], neighbours: tuple[str, ...]) -> Column:
    parent, _, name = path.rpartition(".")
    owner = parent.rpartition(".")[2] or column.name if path else column.owner
    return replace(
        column, name=name or column.name, owner=owner, declared_type="", values=tuple(values), neighbours=neighbours
    )


VALUES = "values"
"""The detector that is named where values were looked at and do not contradict the name."""


def _judge(column: Column) -> tuple[Finding, ...]:
    sample = take_sample(column.values)
    named = judge_name(
        column.name, owner=column.owner, neighbours=column.neighbours, declared_type=column.declared_type
    )
    if not sample.values:
        return (named,) if named else ()
    protected = _protected(named, sample)
    if protected is not None:
        return protected
    found = {finding.category: finding for finding in by_value.findings(column, sample, named)}
    kept = _name_held_against_values(named, sample, found)
    if kept is not None:
        found[kept.category] = kept
    return tuple(sorted(found.values(), key=lambda finding: (-finding.confidence.rank, finding.category)))


def _protected(named: Finding | None, sample: Sample) -> tuple[Finding, ...] | None:
    """Findings where the values stand in another form than plain; None where they are plain."""
    form = form_of(sample.distinct)
    if form is Protection.PLAIN:
        return None
    if all(map(is_password_hash, sample.distinct)):
        reason = "the values are password hashes"
        category = Category("user.authorization.password")
        return (Finding(category, Confidence.HIGH, ("values",), Protection.HASHED, reason, 1.0),)
    if named is None or named.category.startswith("user.authorization.credentials"):
        return (
            None if named is None and form in {Protection.ENCRYPTED, Protection.MASKED} else (named,) if named else ()
        )
    if _is_an_id_by_nature(named):
        return (named,)
    if (
        form is Protection.ENCRYPTED
        and fitting_share(named.category, sample.distinct) > _CONFIRMED
        and named.protection is Protection.PLAIN
    ):
        return None
    return (replace(named, protection=form, share=1.0, reason=f"{named.reason}, and the values are {form.value}"),)


def _is_an_id_by_nature(named: Finding) -> bool:
    return named.category.startswith(("user.device", "user.unique_id", "user.content", "system."))


def _name_held_against_values(named: Finding | None, sample: Sample, found: dict[Category, Finding]) -> Finding | None:
    """What is left of the name's finding: raised where values confirm it, dropped where they contradict it."""
    if named is None:
        return None
    by_values = found.get(named.category)
    if by_values is not None:
        detectors = tuple(sorted({*named.detectors, *by_values.detectors}))
        sure = max(named.confidence, by_values.confidence, key=lambda confidence: confidence.rank)
        return replace(named, confidence=sure, detectors=detectors, share=by_values.share)
    fitting = fitting_share(named.category, sample.distinct)
    if fitting < _CONTRADICTED or _is_better_told(named, found):
        return None
    if len(sample.distinct) == 1 and len(sample.values) > 1 and named.confidence is not Confidence.HIGH:
        return replace(named, confidence=Confidence.LOW)
    return replace(named, detectors=tuple(sorted({*named.detectors, VALUES})))


def _is_better_told(named: Finding, found: dict[Category, Finding]) -> bool:
    """Whether the values show something else that fills them, such as e-mail addresses in `billing_contact`."""
    return named.confidence is not Confidence.HIGH and any(
        finding.share is not None and finding.share >= _PROTECTED_ENOUGH and finding.confidence is Confidence.HIGH
        for finding in found.values()
    )


def only_looks_personal(column: Column) -> bool:
    """Whether the column's name holds a personal word and says at once that its values are not personal."""
    return read_name(column.name).only_looks_personal
