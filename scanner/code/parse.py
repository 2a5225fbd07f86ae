"""Python files to the intermediate form, with tree-sitter: what does not parse is left out, the rest is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from tokenize import detect_encoding

import tree_sitter_python
from tree_sitter import Language, Node, Parser

from scanner.code import ir
from scanner.code.expressions import MAX_NESTING, Reader, line_of, parts, text_of

MAX_BYTES = 1_000_000
"""Longer files are generated or data; they are not read."""

_NOTE = re.compile(r"#[^\n]{0,200}?piimap:[^\n]{0,500}")


def parse(path: str, source: bytes) -> ir.Module:
    """The module in a file; `partial` where parts of it are no Python that the grammar knows."""
    text = _decode(source)
    tree = _parser().parse(text.encode("utf-8"))
    reader = Reader()
    body = _block(reader, tree.root_node)
    notes = tuple((number, match[0]) for number, line in _noted(text) if (match := _NOTE.search(line)))
    return ir.Module(
        path=path,
        body=body,
        lines=text.count("\n") + 1,
        notes=notes,
        partial=tree.root_node.has_error,
        names=frozenset(reader.names),
    )


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_python.language()))


def _decode(source: bytes) -> str:
    try:
        encoding, _lines = detect_encoding(BytesIO(source).readline)
    except SyntaxError:
        encoding = "latin-1"
    return source.decode(encoding, "replace")


def _noted(text: str) -> list[tuple[int, str]]:
    if "piimap:" not in text:
        return []
    return [(number, line) for number, line in enumerate(text.split("\n"), start=1) if "piimap:" in line]


def _block(reader: Reader, node: Node | None) -> tuple[ir.Stmt, ...]:
    if node is None or reader.depth > MAX_NESTING:
        return ()
    reader.depth += 1
    found: list[ir.Stmt] = []
    for child in node.named_children:
        statement = _STATEMENTS.get(child.type)
        if statement is not None:
            found.extend(statement(reader, child))
        elif child.type in {"ERROR", "block"}:
            found.extend(_block(reader, child))
    reader.depth -= 1
    return tuple(found)


def _expression_statement(reader: Reader, node: Node) -> list[ir.Stmt]:
    inner = parts(node)
    if len(inner) != 1:
        return [ir.Do(line_of(node), reader.expression(child)) for child in inner]
    if inner[0].type == "assignment":
        return [_assignment(reader, inner[0])]
    if inner[0].type == "augmented_assignment":
        return [_augmented(reader, inner[0])]
    return [ir.Do(line_of(node), reader.expression(inner[0]))]


def _assignment(reader: Reader, node: Node) -> ir.Stmt:
    targets = [reader.expression(node.child_by_field_name("left"))]
    annotation = reader.optional(node.child_by_field_name("type"))
    value = node.child_by_field_name("right")
    while value is not None and value.type == "assignment":
        targets.append(reader.expression(value.child_by_field_name("left")))
        value = value.child_by_field_name("right")
    return ir.Assign(line_of(node), tuple(targets), reader.optional(value), annotation)


def _augmented(reader: Reader, node: Node) -> ir.Stmt:
    target = reader.expression(node.child_by_field_name("left"))
    added = reader.expression(node.child_by_field_name("right"))
    operator = text_of(node.child_by_field_name("operator")).rstrip("=")
    return ir.Assign(line_of(node), (target,), ir.Operation(line_of(node), operator, (target, added)))


def _function(reader: Reader, node: Node, decorators: tuple[ir.Expr, ...] = ()) -> list[ir.Stmt]:
    return [
        ir.Function(
            line=line_of(node),
            name=text_of(node.child_by_field_name("name")),
            params=reader.parameters(node.child_by_field_name("parameters")),
            body=_block(reader, node.child_by_field_name("body")),
            decorators=decorators,
            returns=reader.optional(node.child_by_field_name("return_type")),
        )
    ]


def _class(reader: Reader, node: Node, decorators: tuple[ir.Expr, ...] = ()) -> list[ir.Stmt]:
    bases, keywords = reader.arguments(node.child_by_field_name("superclasses"))
    name = text_of(node.child_by_field_name("name"))
    body = _block(reader, node.child_by_field_name("body"))
    return [ir.Class(line_of(node), name, bases, keywords, body, decorators)]


def _decorated(reader: Reader, node: Node) -> list[ir.Stmt]:
    marks = tuple(
        reader.expression(parts(child)[0]) for child in node.children if child.type == "decorator" and parts(child)
    )
    inner = node.child_by_field_name("definition")
    if inner is None:
        return []
    return _class(reader, inner, marks) if inner.type == "class_definition" else _function(reader, inner, marks)


def _if(reader: Reader, node: Node) -> list[ir.Stmt]:
    otherwise: tuple[ir.Stmt, ...] = ()
    for clause in reversed(node.children_by_field_name("alternative")):
        if clause.type == "else_clause":
            otherwise = _block(reader, clause.child_by_field_name("body"))
        else:
            otherwise = (_branch(reader, clause, otherwise),)
    return [_branch(reader, node, otherwise)]


def _branch(reader: Reader, node: Node, otherwise: tuple[ir.Stmt, ...]) -> ir.Stmt:
    test = reader.expression(node.child_by_field_name("condition"))
    return ir.If(line_of(node), test, _block(reader, node.child_by_field_name("consequence")), otherwise)


def _loop(reader: Reader, node: Node) -> list[ir.Stmt]:
    otherwise = node.child_by_field_name("alternative")
    return [
        ir.Loop(
            line=line_of(node),
            target=reader.optional(node.child_by_field_name("left")),
            iterable=reader.expression(node.child_by_field_name("right") or node.child_by_field_name("condition")),
            body=_block(reader, node.child_by_field_name("body")),
            otherwise=_block(reader, otherwise and otherwise.child_by_field_name("body")),
        )
    ]


def _with(reader: Reader, node: Node) -> list[ir.Stmt]:
    items: list[tuple[ir.Expr, ir.Expr | None]] = []
    for clause in node.children:
        if clause.type == "with_clause":
            items.extend(_with_item(reader, item) for item in parts(clause))
    return [ir.With(line_of(node), tuple(items), _block(reader, node.child_by_field_name("body")))]


def _with_item(reader: Reader, node: Node) -> tuple[ir.Expr, ir.Expr | None]:
    value = node.child_by_field_name("value") or node
    if value.type == "as_pattern":
        inner = parts(value)
        return reader.expression(inner[0]), reader.optional(value.child_by_field_name("alias"))
    return reader.expression(value), None


def _try(reader: Reader, node: Node) -> list[ir.Stmt]:
    blocks: list[tuple[ir.Stmt, ...]] = []
    last: tuple[ir.Stmt, ...] = ()
    for clause in node.named_children:
        if clause.type in {"except_clause", "except_group_clause"}:
            blocks.append(_block(reader, clause))
        elif clause.type == "else_clause":
            blocks.append(_block(reader, clause.child_by_field_name("body")))
        elif clause.type == "finally_clause":
            last = _block(reader, clause)
    return [ir.Branches(line_of(node), _block(reader, node.child_by_field_name("body")), tuple(blocks), last)]


def _match(reader: Reader, node: Node) -> list[ir.Stmt]:
    subject = node.child_by_field_name("subject")
    body = node.child_by_field_name("body")
    cases = [child for child in (body.named_children if body else ()) if child.type == "case_clause"]
    blocks = tuple(_block(reader, case.child_by_field_name("consequence")) for case in cases)
    return [ir.Branches(line_of(node), (ir.Do(line_of(node), reader.expression(subject)),), blocks, ())]


def _return(reader: Reader, node: Node) -> list[ir.Stmt]:
    inner = parts(node)
    return [ir.Return(line_of(node), reader.expression(inner[0]) if inner else None)]


def _leave(reader: Reader, node: Node) -> list[ir.Stmt]:
    inner = parts(node)
    return [ir.Leave(line_of(node), reader.expression(inner[0]) if inner else None)]


def _delete(reader: Reader, node: Node) -> list[ir.Stmt]:
    return [ir.Delete(line_of(node), tuple(reader.expression(child) for child in parts(node)))]


def _print(reader: Reader, node: Node) -> list[ir.Stmt]:
    line = line_of(node)
    args = tuple(reader.expression(child) for child in parts(node))
    return [ir.Do(line, ir.Call(line, ir.Name(line, "print"), args, ()))]


def _import(_reader: Reader, node: Node) -> list[ir.Stmt]:
    found: list[ir.Stmt] = []
    for child in node.children_by_field_name("name"):
        name, alias = _aliased(child)
        # `import a.b` binds `a`; `import a.b as c` binds the module itself.
        module, bound = (name, alias) if alias else (name.split(".")[0], name.split(".")[0])
        found.append(ir.Import(line_of(node), module, None, bound, 0))
    return found


def _import_from(_reader: Reader, node: Node) -> list[ir.Stmt]:
    source = node.child_by_field_name("module_name")
    written = text_of(source).replace(" ", "")
    module = written.lstrip(".")
    level = len(written) - len(module)
    line = line_of(node)
    if any(child.type == "wildcard_import" for child in node.children):
        return [ir.Import(line, module, "*", "*", level)]
    names = (_aliased(child) for child in node.children_by_field_name("name"))
    return [ir.Import(line, module, name, alias or name, level) for name, alias in names]


def _aliased(node: Node) -> tuple[str, str]:
    if node.type == "aliased_import":
        return text_of(node.child_by_field_name("name")), text_of(node.child_by_field_name("alias"))
    return text_of(node), ""


_STATEMENTS: dict[str, Callable[[Reader, Node], list[ir.Stmt]]] = {
    "expression_statement": _expression_statement,
    "function_definition": _function,
    "class_definition": _class,
    "decorated_definition": _decorated,
    "if_statement": _if,
    "for_statement": _loop,
    "while_statement": _loop,
    "with_statement": _with,
    "try_statement": _try,
    "match_statement": _match,
    "return_statement": _return,
    "raise_statement": _leave,
    "continue_statement": _leave,
    "break_statement": _leave,
    "delete_statement": _delete,
    "print_statement": _print,
    "import_statement": _import,
    "import_from_statement": _import_from,
}
