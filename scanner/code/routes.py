"""Which function answers which route: decorators, Django's URL patterns, and routes added by calls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scanner.code import ir, tables
from scanner.code.guards import walk
from scanner.code.machine import Place
from scanner.code.program import CodeFile, Definition, Program, top_level

_FLASK_PARAM = re.compile(r"<(?:[^<>:]{1,80}:)?([A-Za-z_]\w{0,60})>")
_REGEX_PARAM = re.compile(r"\(\?P<(\w{1,60})>(?:[^()]|\([^()]*\)){0,120}\)")
_REGEX_REST = re.compile(r"\(\?:[^()]{0,80}\)|[\^$?\\]")
VIEW_METHODS = (
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "form_valid",
    "list",
    "create",
    "retrieve",
    "update",
    "partial_update",
    "destroy",
    "perform_create",
    "perform_update",
)
_VERBS = {
    "list": "GET",
    "retrieve": "GET",
    "create": "POST",
    "perform_create": "POST",
    "update": "PUT",
    "perform_update": "PUT",
    "partial_update": "PATCH",
    "destroy": "DELETE",
    "form_valid": "POST",
}
MAX_INCLUDES = 6


@dataclass(frozen=True, slots=True)
class Routes:
    """Places by the dotted name of the function or class that answers them."""

    places: Mapping[str, Place]

    def of(self, key: str) -> Place | None:
        """The place that a function or class answers at."""
        return self.places.get(key)


def read_routes(program: Program) -> Routes:
    """The routes of a program; where several lead to one function, the first by name."""
    found: dict[str, list[Place]] = {}
    prefixes = _mounted(program)
    for file in program.files:
        for key, place in (*_decorated(program, file, prefixes), *_added(program, file)):
            found.setdefault(key, []).append(place)
    for key, place in _django(program):
        found.setdefault(key, []).append(place)
    return Routes({key: min(places, key=lambda place: (place.route, place.methods)) for key, places in found.items()})


def method_of(place: Place, name: str) -> Place:
    """The place of one method of a class that answers a route."""
    verb = _VERBS.get(name, name.upper())
    return Place(place.route, (verb,))


def _decorated(program: Program, file: CodeFile, prefixes: Mapping[str, str]) -> Iterator[tuple[str, Place]]:
    for statement in _definitions(file):
        if isinstance(statement, ir.Class):
            above = next((place.route for place in _marks(program, file, statement.decorators, prefixes)), "")
            for inner in statement.body:
                if isinstance(inner, ir.Function):
                    key = f"{file.dotted}.{statement.name}.{inner.name}"
                    places = _marks(program, file, inner.decorators, prefixes)
                    yield from ((key, Place(_joined(above, place.route), place.methods)) for place in places)
                    if above and inner.name in VIEW_METHODS:
                        yield key, method_of(Place(above), inner.name)
        else:
            for place in _marks(program, file, statement.decorators, prefixes):
                yield f"{file.dotted}.{statement.name}", place


def _definitions(file: CodeFile) -> Iterator[ir.Function | ir.Class]:
    for statement in top_level(file.module.body):
        if isinstance(statement, ir.Function | ir.Class):
            yield statement
        if isinstance(statement, ir.Function):
            # An application factory defines its routes inside.
            yield from (inner for inner in top_level(statement.body) if isinstance(inner, ir.Function | ir.Class))


def _marks(
    program: Program, file: CodeFile, decorators: tuple[ir.Expr, ...], prefixes: Mapping[str, str]
) -> Iterator[Place]:
    for mark in decorators:
        if not isinstance(mark, ir.Call) or not mark.args or not isinstance(mark.args[0], ir.Const):
            continue
        word = mark.callee.name if isinstance(mark.callee, ir.Attr) else getattr(mark.callee, "id", "")
        path = mark.args[0].value
        listed = tables.mapping("routes").get(word)
        if isinstance(path, str) and isinstance(listed, list) and _is_path(path, word):
            base = program.dotted(file, mark.callee.base) if isinstance(mark.callee, ir.Attr) else ""
            own = _own_prefix(program, file, mark.callee)
            methods = tuple(str(verb) for verb in listed) or _methods(mark) or ("GET",)
            local = (
                mark.callee.base.id
                if isinstance(mark.callee, ir.Attr) and isinstance(mark.callee.base, ir.Name)
                else ""
            )
            mounted = prefixes.get(f"{file.dotted}.{local}", prefixes.get(base, ""))
            yield Place(cleaned_route(_joined(_joined(mounted, own), path)), methods)


def _is_path(path: str, word: str) -> bool:
    return path.startswith("/") or (not path and word not in {"get", "delete", "options", "head"}) or word == "route"


def _own_prefix(program: Program, file: CodeFile, callee: ir.Expr) -> str:
    """`Blueprint("x", __name__, url_prefix="/x")`, followed to where it was made."""
    if not isinstance(callee, ir.Attr) or not isinstance(callee.base, ir.Name):
        return ""
    meaning = program.lookup(file, callee.base.id)
    made = meaning.node if isinstance(meaning, Definition) else None
    return _prefix(made) if isinstance(made, ir.Call) else ""


def _prefix(call: ir.Call) -> str:
    wanted = tables.names("routes.roots", "prefixes")
    found = next((value for name, value in call.keywords if name in wanted), None)
    return found.value if isinstance(found, ir.Const) and isinstance(found.value, str) else ""


def _mounted(program: Program) -> Mapping[str, str]:
    """Prefixes that `register_blueprint` and `include_router` give, by the dotted name of what they mount."""
    found: dict[str, str] = {}
    for file in program.files:
        if not file.module.names & {"register_blueprint", "include_router", "mount"}:
            continue
        for call in calls_in(file.module.body):
            word = call.callee.name if isinstance(call.callee, ir.Attr) else ""
            if word in {"register_blueprint", "include_router"} and call.args and _prefix(call):
                first = call.args[0]
                if isinstance(first, ir.Name):
                    meaning = program.lookup(file, first.id)
                    if isinstance(meaning, Definition):
                        name = next((key for key, node in meaning.file.bindings.items() if node is meaning.node), "")
                        found[f"{meaning.file.dotted}.{name}"] = _prefix(call)
                elif isinstance(first, ir.Attr):
                    base = program.dotted(file, first.base)
                    found[f"{base}.{first.name}"] = _prefix(call)
    return found


def calls_in(body: tuple[ir.Stmt, ...]) -> Iterator[ir.Call]:
    """Calls that stand as statements or are assigned, in a block and the blocks in it."""
    for statement in body:
        if isinstance(statement, ir.Do | ir.Assign) and statement.value is not None:
            yield from (part for part in walk(statement.value) if isinstance(part, ir.Call))
        elif isinstance(statement, ir.Function | ir.Class | ir.With):
            yield from calls_in(statement.body)
        elif isinstance(statement, ir.If):
            yield from calls_in((*statement.then, *statement.otherwise))
        elif isinstance(statement, ir.Loop):
            yield from calls_in(statement.body)
        elif isinstance(statement, ir.Branches):
            yield from calls_in((*statement.first, *(inner for block in statement.blocks for inner in block)))


def _added(program: Program, file: CodeFile) -> Iterator[tuple[str, Place]]:
    """`app.add_url_rule("/x", view_func=f)` and `api.add_resource(X, "/x")`."""
    if not file.module.names & {"add_url_rule", "add_resource", "add_api_route", "add_route", "add_get", "add_post"}:
        return
    for call in calls_in(file.module.body):
        word = call.callee.name if isinstance(call.callee, ir.Attr) else ""
        if word not in {"add_url_rule", "add_resource", "add_api_route", "add_route", "add_get", "add_post"}:
            continue
        texts = [part.value for part in call.args if isinstance(part, ir.Const) and isinstance(part.value, str)]
        named = next((value for name, value in call.keywords if name in {"view_func", "endpoint"}), None)
        target = named or next((part for part in reversed(call.args) if not isinstance(part, ir.Const)), None)
        if texts and target is not None:
            yield from _to_view(program, file, target, Place(cleaned_route(texts[0]), _methods(call)))


def _to_view(program: Program, file: CodeFile, target: ir.Expr, place: Place) -> Iterator[tuple[str, Place]]:
    if isinstance(target, ir.Call) and isinstance(target.callee, ir.Attr) and target.callee.name == "as_view":
        target = target.callee.base
    elif isinstance(target, ir.Call) and target.args:
        target = target.args[0]
    meaning = program.meaning(file, target)
    if not isinstance(meaning, Definition) or meaning.node is None:
        return
    if isinstance(meaning.node, ir.Function):
        yield meaning.key, place
    else:
        yield from ((f"{meaning.key}.{name}", method_of(place, name)) for name in VIEW_METHODS)
        yield meaning.key, place


def _methods(call: ir.Call) -> tuple[str, ...]:
    found = next((value for name, value in call.keywords if name == "methods"), None)
    if not isinstance(found, ir.Sequence):
        return ()
    return tuple(str(part.value).upper() for part in found.items if isinstance(part, ir.Const))


def _django(program: Program) -> Iterator[tuple[str, Place]]:
    files = [file for file in program.files if "urlpatterns" in file.bindings]
    included = {key for file in files for key in _included(program, file)}
    for file in files:
        if file.dotted not in included:
            yield from _patterns(program, file, "/", 0)


def _included(program: Program, file: CodeFile) -> Iterator[str]:
    for call in _pattern_calls(file):
        inner = _include(program, file, call)
        if inner is not None:
            yield inner.dotted


def _pattern_calls(file: CodeFile) -> Iterator[ir.Call]:
    for call in calls_in(file.module.body):
        word = call.callee.id if isinstance(call.callee, ir.Name) else getattr(call.callee, "name", "")
        if word in {"path", "re_path", "url"} and len(call.args) > 1:
            yield call


def _include(program: Program, file: CodeFile, call: ir.Call) -> CodeFile | None:
    target = call.args[1]
    if not isinstance(target, ir.Call) or not target.args or getattr(target.callee, "id", "") != "include":
        return None
    first = (
        target.args[0].items[0] if isinstance(target.args[0], ir.Sequence) and target.args[0].items else target.args[0]
    )
    if isinstance(first, ir.Const) and isinstance(first.value, str):
        return program.find(file, first.value)
    meaning = program.meaning(file, first)
    return meaning.file if isinstance(meaning, Definition) and meaning.file is not file else None


def _patterns(program: Program, file: CodeFile, prefix: str, depth: int) -> Iterator[tuple[str, Place]]:
    for call in _pattern_calls(file):
        first = call.args[0]
        route = prefix + (str(first.value) if isinstance(first, ir.Const) else "")
        inner = _include(program, file, call)
        if inner is not None:
            if depth < MAX_INCLUDES and inner is not file:
                yield from _patterns(program, inner, route, depth + 1)
            continue
        yield from _to_view(program, file, call.args[1], Place(cleaned_route(route)))


def cleaned_route(route: str) -> str:
    """A route with its parameters as `{name}`, whatever the framework writes."""
    named = _REGEX_PARAM.sub(r"{\1}", route)
    named = _FLASK_PARAM.sub(r"{\1}", named)
    named = _REGEX_REST.sub("", named)
    return re.sub(r"/{2,}", "/", f"/{named}") if not named.startswith("/") else re.sub(r"/{2,}", "/", named)


def _joined(prefix: str, path: str) -> str:
    return f"{prefix.rstrip('/')}/{path.lstrip('/')}" if prefix else path
