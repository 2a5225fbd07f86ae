"""Inline ignores: `# piimap: ignore[PM201] reason`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.redact import safe_name
from scanner.code import ir
from scanner.code.findings import Seen
from scanner.model import Evidence, Suppression

_IGNORE = re.compile(r"piimap:\s{0,3}ignore\[([A-Z0-9, ]{1,80})\]\s{0,3}(.{0,300})")


def suppressions_of(system: str, module: ir.Module) -> Iterator[tuple[Suppression, Evidence]]:
    """The ignores in a file; several on one line of rules are one each. Ids count them, so that lines may move."""
    number = 0
    for line, text in module.notes:
        found = _IGNORE.search(text)
        if found is None:
            continue
        number += 1
        path = safe_name(module.path)
        for rule in sorted({rule.strip() for rule in found[1].split(",") if rule.strip()}):
            suppression = Suppression(f"{system}/{path}#ignore:{rule}:{number}", rule, safe_name(found[2].strip()))
            yield suppression, Seen(module.path, line).evidence("an inline ignore")
