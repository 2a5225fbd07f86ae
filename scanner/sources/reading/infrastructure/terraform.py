"""Terraform to stores with their regions, retention, copies elsewhere, and the vendors that are set up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from detectors.redact import safe_name
from scanner.ids import collection_point_id, store_id
from scanner.inventory.draft import Draft
from scanner.model import Control, ControlKind, ControlState, Evidence, FlowKind, Store, Use
from scanner.sources.reading.infrastructure.hcl import Block, at, fill, reference, resolve
from scanner.sources.reading.infrastructure.periods import iso_period
from scanner.vendors.catalogue import Vendor, by_id, recipient
from scanner.vendors.regions import country_of_cloud_region


@dataclass(frozen=True, slots=True)
class Module:
    """The blocks of one folder, what its variables are, and the stores that its resources make."""

    system: str
    blocks: tuple[Block, ...]
    known: Mapping[str, Any]  # values of any type the language has

    def text(self, value: object) -> str | None:
        """A value as text; None where it is computed."""
        found = resolve(value, self.known)
        plain = isinstance(found, str | int) and not isinstance(found, bool)
        return str(found) if plain and "${" not in str(found) and str(found) else None


def add_module(draft: Draft, system: str, blocks: Sequence[Block]) -> None:
    """Take what the Terraform files of a folder set up into the draft."""
    module = Module(system, tuple(blocks), fill(blocks))
    stores = {
        (block.labels[0], block.labels[1]): _store(module, block)
        for block in module.blocks
        if block.kind == "resource" and "of" not in _table("resource").get(block.labels[0], {"of": ""})
    }
    for block in module.blocks:
        if block.kind == "provider":
            _add_provider(draft, block)
        elif block.kind == "resource" and block.labels[0] in _table("resource"):
            _add_resource(draft, module, block, stores)


def _add_resource(draft: Draft, module: Module, block: Block, stores: Mapping[tuple[str, str], Store]) -> None:
    entry = _table("resource")[block.labels[0]]
    store = stores.get((block.labels[0], block.labels[1])) or _meant(module, block, entry, stores)
    if store is None:
        return
    seen = Evidence(block.file, line=block.line, symbol=".".join(block.labels), reason="a resource that keeps data")
    draft.add(store, seen)
    vendor = _vendor(block.labels[0].split("_", 1)[0])
    if vendor is not None:
        regions = (store.region,) if store.region else ()
        draft.add(replace(recipient(vendor, Use.CONFIGURED), processing_regions=regions), seen)
    _add_retention(draft, module, block, entry, store)
    for target in (value for path in _paths(entry, "copies_to") for value in at(block.body, path)):
        copy = _referred(module, target, stores)
        if copy is not None:
            draft.add_flow(store.id, copy.id, FlowKind.COPY, (), seen)
    for origin in (value for path in _paths(entry, "copied_from") for value in at(block.body, path)):
        source = _referred(module, origin, stores)
        if source is not None:
            draft.add_flow(source.id, store.id, FlowKind.COPY, (), seen)
    for place in (value for path in _paths(entry, "copies_in") for value in at(block.body, path)):
        region = country_of_cloud_region(module.text(place) or "")
        if region is not None and region != store.region:
            name = f"{store.name}.replica.{safe_name(module.text(place) or '')}"
            copy = replace(store, id=store_id(module.system, name), name=name, region=region)
            draft.add(copy, seen)
            draft.add_flow(store.id, copy.id, FlowKind.COPY, (), seen)


def _store(module: Module, block: Block) -> Store:
    kind, label = block.labels
    entry = _table("resource")[kind]
    named = (module.text(block.body.get(key)) for key in entry.get("name", ()))
    name = safe_name(next((text for text in named if text), label)).strip("/") or label
    return Store(store_id(module.system, name), module.system, entry["kind"], name, _region(module, block, entry))


def _region(module: Module, block: Block, entry: Mapping[str, Any]) -> str | None:
    own = (module.text(value) for path in (*entry.get("region", ()), "region") for value in at(block.body, path))
    countries = (country_of_cloud_region(text) for text in own if text)
    return next((country for country in countries if country), None) or _provider_region(module, block)


def _provider_region(module: Module, block: Block) -> str | None:
    """The region of the provider that a resource names, or of the one without an alias."""
    named = reference(f"{block.body.get('provider', '')}")
    text = str(block.body.get("provider", "")).strip("${} ")
    wanted = named or (tuple(text.split(".", 1)) if "." in text else None)
    prefix = block.labels[0].split("_", 1)[0]
    for provider in module.blocks:
        if provider.kind != "provider" or provider.labels[0] != prefix:
            continue
        alias = module.text(provider.body.get("alias"))
        if alias == (wanted[1] if wanted else None):
            return country_of_cloud_region(module.text(provider.body.get("region")) or "")
    return None


def _meant(
    module: Module, block: Block, entry: Mapping[str, Any], stores: Mapping[tuple[str, str], Store]
) -> Store | None:
    return _referred(module, block.body.get(entry.get("of", "")), stores)


def _referred(module: Module, value: object, stores: Mapping[tuple[str, str], Store]) -> Store | None:
    """The store that a value refers to, by reference or by name (also at the end of an ARN)."""
    key = reference(value)
    if key is not None and key in stores:
        return stores[key]
    text = module.text(value)
    name = text.rsplit(":", 1)[-1] if text else None
    return next((store for store in stores.values() if store.name == name), None) if name else None


def _add_retention(draft: Draft, module: Module, block: Block, entry: Mapping[str, Any], store: Store) -> None:
    values = [value for path in entry.get("retention", ()) for value in at(block.body, path)]
    periods = {iso_period(resolve(value, module.known), entry["unit"]) for value in values} - {None}
    control = collection_point_id(store.system, store.name, "retention")
    seen = Evidence(
        block.file, line=block.line, symbol=".".join(block.labels), reason="how long the store keeps things"
    )
    if periods:
        period = max(periods, key=lambda text: (len(text or ""), text or ""))
        draft.add(Control(control, ControlKind.RETENTION, (store.id,), period), seen)
    elif entry.get("keeps_forever") and not values:
        draft.add(Control(control, ControlKind.RETENTION, (store.id,), None, ControlState.ABSENT), seen)
    elif any(at(block.body, "ttl.enabled")):
        draft.add(Control(control, ControlKind.RETENTION, (store.id,)), seen)


def _add_provider(draft: Draft, block: Block) -> None:
    """The vendor is set up. Its region is told by the stores that are made in it: a certificate alone keeps nobody's data."""
    vendor = _vendor(block.labels[0])
    if vendor is not None:
        draft.add(
            recipient(vendor, Use.CONFIGURED), Evidence(block.file, line=block.line, reason="Terraform sets it up")
        )


def _vendor(provider: str) -> Vendor | None:
    return by_id(_table("provider").get(provider, provider))


def _paths(entry: Mapping[str, Any], key: str) -> Iterable[str]:
    return (entry[key],) if key in entry else ()


@cache
def _table(name: str) -> dict[str, Any]:
    text = files("scanner.sources.reading.infrastructure").joinpath("resources.toml").read_text("utf-8")
    return dict(tomllib.loads(text)[name])


def kind_of_image(image: str) -> str | None:
    """The kind of store that a container image is: `postgres:16-alpine`, `bitnami/redis`; None for other programs."""
    name = image.rsplit("/", 1)[-1].split("@", 1)[0].split(":", 1)[0].casefold()
    table = _table("image")
    return table.get(name) or next((kind for key, kind in table.items() if name.startswith(f"{key}-")), None)
