"""Infrastructure files: where stores stand, how long they keep things, and which vendors are set up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from detectors.redact import safe_name
from scanner.ids import store_id
from scanner.inventory.draft import Draft
from scanner.model import Evidence, Examined, Extent, Inventory, Store, System
from scanner.sources.base import Unit
from scanner.sources.reading.infrastructure.documents import (
    MAX_BYTES,
    BrokenYaml,
    read_environment,
    read_yaml,
    services_of,
    settings_of,
)
from scanner.sources.reading.infrastructure.hcl import Block, BrokenHcl, read_blocks
from scanner.sources.reading.infrastructure.settings import Settings, add_settings
from scanner.sources.reading.infrastructure.terraform import add_module, kind_of_image

_ENVIRONMENT = re.compile(r"^\.?env(\..{1,80}|rc)?$|^.{1,80}\.env(\..{1,80})?$|^\.flaskenv$")
_NO_ENVIRONMENT = re.compile(r"\.(py|rb|js|ts|mjs|go|php|d\.ts|sh|md|yml|yaml|json|tsx?|erb)$")
_EXAMPLE = re.compile(r"(^|[._-])(example|sample|template|tmpl|dist|defaults?|test|testing|ci)([._-]|$)", re.IGNORECASE)
_COMPOSE = re.compile(r"^(docker-)?compose([._-].{1,60})?\.ya?ml$|\.compose\.ya?ml$|^docker-stack.{0,40}\.ya?ml$")
_DEPLOYED = re.compile(r"^(serverless|render|app|values([._-].{1,60})?)\.ya?ml$")
_MANIFEST = re.compile(rb"(?m)^apiVersion:\s")
_CLOUDFORMATION = re.compile(rb"AWSTemplateFormatVersion|[\"']?Type[\"']?\s*:\s*[\"']?AWS::\w+::")


@dataclass(frozen=True, slots=True)
class Infrastructure:
    """Terraform by folder; compose, Kubernetes and environment files one by one."""

    name: str = "infrastructure"

    def recognises(self, path: PurePosixPath, head: bytes) -> bool:
        """Whether the name is such a file's, or the head is a manifest's."""
        return b"\0" not in head and _kind(path, head) is not None

    def group(self, path: PurePosixPath) -> str:
        """Terraform files of one folder together: variables and resources see each other there."""
        return f"{path.parent}/*.tf" if path.suffix in {".tf", ".tfvars"} else str(path)

    def examine(self, unit: Unit) -> Inventory:
        """What the files set up."""
        draft = Draft()
        draft.add(System(unit.system, unit.system))
        blocks: list[Block] = []
        for file in sorted(unit.files):
            blocks.extend(_examine(draft, unit, file))
        add_module(draft, unit.system, blocks)
        return draft.inventory()


INFRASTRUCTURE = Infrastructure()


def _kind(path: PurePosixPath, head: bytes) -> str | None:
    if path.suffix in {".tf", ".tfvars"}:
        return "terraform"
    if _ENVIRONMENT.match(path.name) and not _NO_ENVIRONMENT.search(path.name):
        return "environment"
    if path.suffix in {".yml", ".yaml", ".json", ".template"} and _CLOUDFORMATION.search(head):
        return "cloudformation"
    named = _COMPOSE.search(path.name) or _DEPLOYED.match(path.name)
    return "yaml" if named or (path.suffix in {".yml", ".yaml"} and _MANIFEST.search(head)) else None


def _examine(draft: Draft, unit: Unit, file: str) -> tuple[Block, ...]:
    """Take a file into the draft; Terraform's blocks are given back, for they are read together."""
    place = safe_name(file)
    target = f"{unit.system}/{place}"
    try:
        with (unit.root / file).open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        draft.unscanned(target, f"the file cannot be read: {error.strerror or 'unknown error'}")
        return ()
    kind = _kind(PurePosixPath(file), content[:8192])
    if len(content) > MAX_BYTES or kind == "cloudformation":
        what = "CloudFormation is not read yet" if kind == "cloudformation" else f"more than {MAX_BYTES:,} bytes"
        draft.unscanned(target, what)
        return ()
    text = content.decode("utf-8", "replace")
    blocks: tuple[Block, ...] = ()
    try:
        if kind == "terraform":
            blocks = read_blocks(place, text)
        elif kind == "yaml":
            _add_yaml(draft, unit, place, text)
        else:
            _add_environment(draft, unit, place, text)
    except (BrokenHcl, BrokenYaml) as error:
        draft.unscanned(target, str(error))
        return ()
    draft.examined(Examined(target, "infrastructure", Extent.FULL))
    return blocks


def _add_environment(draft: Draft, unit: Unit, place: str, text: str) -> None:
    is_example = bool(_EXAMPLE.search(PurePosixPath(place).name))
    add_settings(draft, Settings(unit.system, place, read_environment(text), unit.own_domains, is_example))


def _add_yaml(draft: Draft, unit: Unit, place: str, text: str) -> None:
    documents = read_yaml(text)
    is_example = bool(_EXAMPLE.search(PurePosixPath(place).name))
    add_settings(draft, Settings(unit.system, place, settings_of(documents, text), unit.own_domains, is_example))
    for name, image in services_of(documents):
        kind = kind_of_image(image)
        if kind is not None:
            service = safe_name(name)
            line = next((n for n, row in enumerate(text.splitlines(), start=1) if image in row), 1)
            store = Store(store_id(unit.system, service), unit.system, kind, service)
            draft.add(store, Evidence(place, line=line, reason="a service whose image keeps data"))
