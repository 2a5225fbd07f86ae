"""One thing to mend is one gap: a log call in the code and the log file that it writes are the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scanner.gaps.case import MOST_EVIDENCE
from scanner.ids import store_of, system_of
from scanner.model import Gap, Inventory

LOG_CALL = "log:"
"""How the name of a log begins that was seen as calls in code."""


def fold_log_calls(gaps: Iterable[Gap], inventory: Inventory) -> tuple[Gap, ...]:
    """The gaps with those on log calls folded into the gap of the same rule on a log file of the same system.

    Only where the file shows every category of the call: the call is then where to mend it, and becomes evidence.
    """
    names = {store.id: store.name for store in inventory.stores if store.kind == "log"}
    found = tuple(gaps)
    files = [gap for gap in found if _is_file(gap, names)]
    kept = {gap.id: gap for gap in found}
    for call in found:
        file = next((file for file in files if _same(call, file, names)), None)
        if file:
            evidence = tuple(dict.fromkeys((*kept[file.id].evidence, *call.evidence)))
            kept[file.id] = replace(kept[file.id], evidence=evidence[:MOST_EVIDENCE], path=_longer(kept[file.id], call))
            del kept[call.id]
    return tuple(kept.values())


def _is_file(gap: Gap, names: Mapping[str, str]) -> bool:
    return bool(gap.path) and not names.get(store_of(gap.path[-1]), LOG_CALL).startswith(LOG_CALL)


def _same(call: Gap, file: Gap, names: Mapping[str, str]) -> bool:
    return (
        bool(call.path)
        and names.get(store_of(call.path[-1]), "").startswith(LOG_CALL)
        and call.rule == file.rule
        and system_of(call.path[-1]) == system_of(file.path[-1])
        and set(call.categories) <= set(file.categories)
    )


def _longer(file: Gap, call: Gap) -> tuple[str, ...]:
    """The way into the log: through the code where that is known."""
    return file.path if len(file.path) > 1 else (*call.path[:-1], file.path[-1])
