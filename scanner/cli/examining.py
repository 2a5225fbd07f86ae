"""Scanning as commands do it: with progress on a terminal, and with a word on what was not examined."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scanner.cli.options import Settings
from scanner.errors import InvalidConfiguration
from scanner.inventory.document import evidence_path, write_evidence, write_inventory
from scanner.model import Inventory
from scanner.pipeline import Progress, Scan, scan


def examine(targets: Sequence[str], settings: Settings) -> Scan:
    """Scan the targets; progress is shown on a terminal alone."""
    with _progress(settings) as progress:
        return scan(targets, config=settings.config, jobs=settings.jobs, progress=progress)


@contextmanager
def _progress(settings: Settings) -> Iterator[Progress | None]:
    if settings.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - rich is slow to load, and only terminals need it here
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("examining", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def save(inventory: Inventory, path: Path) -> None:
    """Write the inventory and the evidence beside it: whole, or not at all."""
    texts = {path: write_inventory(inventory), evidence_path(path): write_evidence(inventory)}
    try:
        for target, text in texts.items():
            _beside(target).write_text(text, "utf-8")
        for target in texts:
            _beside(target).replace(target)
    except OSError as error:
        raise InvalidConfiguration(f"{path}: cannot be written ({error.strerror}); check the folder") from None


def _beside(target: Path) -> Path:
    return target.with_name(f"{target.name}.tmp")


def incomplete(inventory: Inventory) -> int:
    """How many inputs that a reader exists for were not examined."""
    return sum(not item.skipped for item in inventory.unscanned)


def fails_on_incomplete(flag: bool | None) -> bool:  # noqa: FBT001 - click hands on a flag
    """Whether what was not examined fails the run: as the flag says, else where CI is set."""
    return flag if flag is not None else bool(os.environ.get("CI"))


def tell_unscanned(inventory: Inventory, settings: Settings, *, unread: int) -> None:
    """Say what was not examined: each with --verbose, else the count."""
    show: Callable[[str], None] = settings.say
    missed = [item for item in inventory.unscanned if not item.skipped]
    skipped = len(inventory.unscanned) - len(missed)
    for item in inventory.unscanned if settings.verbose else missed[:10]:
        show(f"not examined: {item.target}: {item.reason}")
    if len(missed) > 10 and not settings.verbose:  # noqa: PLR2004 - as many as shown above
        show(f"… and {len(missed) - 10} more; --verbose names them")
    if skipped or unread:
        show(f"{skipped} folders or files skipped on purpose, {unread} files that no reader exists for")
