"""A code base to an inventory: parse, read models and routes, evaluate, and put down the controls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from detectors.redact import safe_name
from scanner.code import ir
from scanner.code.calls import call
from scanner.code.entries import explore
from scanner.code.environment import read_environment
from scanner.code.erasure import clean_ups
from scanner.code.evaluate import EXPRESSIONS
from scanner.code.execute import STATEMENTS
from scanner.code.findings import Findings
from scanner.code.machine import Machine
from scanner.code.migrations import read_migrations
from scanner.code.models import read_models
from scanner.code.parse import MAX_BYTES, parse
from scanner.code.places import is_test
from scanner.code.program import build, is_too_deep
from scanner.code.routes import read_routes
from scanner.code.schema import put_migrations, put_models
from scanner.code.suppressions import suppressions_of
from scanner.model import ControlKind, ControlState, Examined, Extent, Inventory, System

KIND = "code"


def scan_code(system: str, root: Path, files: Sequence[str], *, own_domains: Iterable[str] = ()) -> Inventory:
    """What the Python files of a target do with personal data. Nothing in them is run."""
    findings = Findings(system)
    findings.draft.add(System(system, system))
    program = build(_read(findings, root, files))
    models = read_models(program)
    machine = Machine(
        program=program,
        models=models,
        findings=findings,
        environment=read_environment(root),
        own_domains=tuple(sorted(domain.casefold().lstrip(".") for domain in own_domains)),
        expressions=EXPRESSIONS,
        statements=STATEMENTS,
        caller=call,
    )
    put_models(findings, models)
    put_migrations(findings, read_migrations(program.files))
    explore(machine, read_routes(program))
    clean_ups(machine)
    _consent(findings)
    for place in sorted(machine.exhausted):
        findings.draft.unscanned(f"{system}/{safe_name(place)}", "followed in part: the bound on work was reached")
    return findings.draft.inventory()


def _read(findings: Findings, root: Path, files: Sequence[str]) -> list[ir.Module]:
    found: list[ir.Module] = []
    for path in sorted(files):
        target = f"{findings.system}/{safe_name(path)}"
        try:
            source = (root / path).read_bytes()
        except OSError:
            findings.draft.unscanned(target, "cannot be read")
            continue
        if len(source) > MAX_BYTES:
            findings.draft.unscanned(target, f"larger than {MAX_BYTES} bytes: generated code or data")
            continue
        found.append(_parsed(findings, path, target, source))
    return found


def _parsed(findings: Findings, path: str, target: str, source: bytes) -> ir.Module:
    module = parse(path, source)
    test = is_test(path)
    bound = "tests and documentation: no flows are taken from them" if test else None
    findings.draft.examined(Examined(target, KIND, Extent.NAMES_ONLY if test else Extent.FULL, bound, ("code",)))
    if module.partial and not test:
        findings.draft.unscanned(target, "parsed in part: some of it is no Python that the parser knows")
    if is_too_deep(module.body):
        findings.draft.unscanned(target, "nested too deeply")
        return replace(module, body=())
    for suppression, evidence in suppressions_of(findings.system, module):
        findings.draft.add(suppression, evidence)
    return module


def _consent(findings: Findings) -> None:
    """Recipients that data reaches after a question for consent: present where it always is asked, else partial."""
    for recipient in sorted(findings.shares):
        share = findings.shares[recipient]
        if share.guarded:
            for place in sorted({seen.path for seen in share.places}):
                findings.control(
                    ControlKind.CONSENT,
                    place,
                    recipient,
                    sorted((seen for seen in share.places if seen.path == place), key=lambda seen: seen.line),
                    covers=(recipient, *(share.guarded - share.open)),
                    state=ControlState.PARTIAL if share.open else ControlState.PRESENT,
                    reason="data is passed on after a question for consent",
                )
