"""The file that is being read: its system, its name in ids and evidence, and the company's own hosts."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.ids import collection_point_id
from scanner.model import Evidence


@dataclass(frozen=True, slots=True)
class Page:
    """A file under its safe name. `first_line` is where a script stands in it; `consented` that it waits for consent.

    `consent_mode` says that the page tells Google's tags to go without cookies until there is consent.
    """

    system: str
    path: str
    own_domains: tuple[str, ...] = ()
    first_line: int = 1
    consented: bool = False
    consent_mode: bool = False

    @property
    def target(self) -> str:
        """The file in `examined` and `unscanned`."""
        return f"{self.system}/{self.path}"

    def point(self, name: str) -> str:
        """The id of a collection point in this file."""
        return collection_point_id(self.system, self.path, name)

    def seen(self, line: int, reason: str) -> Evidence:
        """Evidence at a line of the script, counted from 1."""
        return Evidence(self.path, line=line + self.first_line - 1, reason=reason)

    def is_own(self, host: str) -> bool:
        """Whether a host is the company's own: one of its domains, or a part of one."""
        name = host.casefold().split(":", 1)[0]
        return any(name == domain or name.endswith(f".{domain}") for domain in self.own_domains)
