"""Small programs, written into a folder and scanned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from scanner.model import Inventory
from scanner.sources.base import Unit
from scanner.sources.code import CODE

Scan = Callable[..., Inventory]


@pytest.fixture
def scan(tmp_path: Path) -> Scan:
    """Write files by path and scan the Python ones among them as the system `shop`."""

    def write_and_scan(files: dict[str, str], *, own_domains: tuple[str, ...] = ()) -> Inventory:
        for path, source in files.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(dedent(source))
        code = tuple(sorted(path for path in files if path.endswith(".py")))
        return Unit(CODE, "shop", tmp_path, code, own_domains).examine()

    return write_and_scan
