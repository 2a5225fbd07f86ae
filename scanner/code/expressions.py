"""Expressions of Python's syntax tree to the intermediate form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tree_sitter import Node

from scanner.code import ir

MAX_NESTING = 60
"""Expressions and blocks nested deeper than this are not read: no program that people write is."""


@dataclass(slots=True)
class Reader:
    """Turns nodes into expressions; counts how deep it is, and which names it met."""

    depth: int = 0
    names: set[str] = field(default_factory=set)

    def expression(self, node: Node | None) -> ir.Expr:
        """The expression of a node; an unknown one for what is not understood."""
        if node is None:
            return ir.Expr(0)
        reader = _READERS.get(node.type)
        if reader is None or self.depth > MAX_NESTING:
            return ir.Expr(line_of(node))
        self.depth += 1
        try:
            return reader(self, node)
        finally:
            self.depth -= 1

    def optional(self, node: Node | None) -> ir.Expr | None:
        """The expression, or None where there is no node."""
        return None if node is None else self.expression(node)

    def arguments(self, node: Node | None) -> tuple[tuple[ir.Expr, ...], tuple[tuple[str, ir.Expr], ...]]:
        """Positional (and starred) arguments, and keyword arguments."""
        if node is None:
            return (), ()
        if node.type == "generator_expression":
            return (self.expression(node),), ()
        args: list[ir.Expr] = []
        keywords: list[tuple[str, ir.Expr]] = []
        for child in parts(node):
            if child.type == "keyword_argument":
                name = text_of(child.child_by_field_name("name"))
                keywords.append((name, self.expression(child.child_by_field_name("value"))))
            else:
                args.append(self.expression(child))
        return tuple(args), tuple(keywords)

    def parameters(self, node: Node | None) -> tuple[ir.Param, ...]:
        """The parameters of a function."""
        if node is None:
            return ()
        found = (self._parameter(child) for child in parts(node))
        return tuple(param for param in found if param is not None)

    def _parameter(self, node: Node) -> ir.Param | None:
        if node.type == "identifier":
            return ir.Param(text_of(node))
        if node.type in {"default_parameter", "typed_default_parameter"}:
            return ir.Param(
                text_of(node.child_by_field_name("name")),
                default=self.optional(node.child_by_field_name("value")),
                annotation=self.optional(node.child_by_field_name("type")),
            )
        if node.type == "typed_parameter":
            inner = self._parameter(node.named_children[0])
            annotation = self.optional(node.child_by_field_name("type"))
            return inner and ir.Param(inner.name, inner.kind, annotation=annotation)
        if node.type in {"list_splat_pattern", "dictionary_splat_pattern"}:
            kind = "*" if node.type == "list_splat_pattern" else "**"
            return ir.Param(text_of(node.named_children[0]), kind) if node.named_children else None
        return None


def line_of(node: Node) -> int:
    """The line of a node, from 1."""
    return node.start_point[0] + 1


def text_of(node: Node | None) -> str:
    """The text of a node; empty for none."""
    return "" if node is None or node.text is None else node.text.decode("utf-8", "replace")


def parts(node: Node) -> list[Node]:
    """The named children without comments."""
    return [child for child in node.named_children if child.type != "comment"]


def _name(reader: Reader, node: Node) -> ir.Expr:
    name = text_of(node)
    reader.names.add(name)
    return ir.Name(line_of(node), name)


def _attribute(reader: Reader, node: Node) -> ir.Expr:
    name = text_of(node.child_by_field_name("attribute"))
    reader.names.add(name)
    return ir.Attr(line_of(node), reader.expression(node.child_by_field_name("object")), name)


def _subscript(reader: Reader, node: Node) -> ir.Expr:
    keys = tuple(reader.expression(child) for child in node.children_by_field_name("subscript"))
    key = keys[0] if len(keys) == 1 else ir.Sequence(line_of(node), keys)
    return ir.Item(line_of(node), reader.expression(node.child_by_field_name("value")), key)


def _slice(_reader: Reader, node: Node) -> ir.Expr:
    bounds: list[int | None] = [None, None]
    position = 0
    for child in node.children:
        if child.type == ":":
            position += 1
        elif position < len(bounds):
            bounds[position] = _integer_of(text_of(child))
    return ir.Slice(line_of(node), bounds[0], bounds[1])


def _integer_of(text: str) -> int | None:
    try:
        return int(text.replace(" ", ""), 0) if len(text) < 20 else None  # noqa: PLR2004 - longer is no index
    except ValueError:
        return None


def _call(reader: Reader, node: Node) -> ir.Expr:
    args, keywords = reader.arguments(node.child_by_field_name("arguments"))
    return ir.Call(line_of(node), reader.expression(node.child_by_field_name("function")), args, keywords)


def _string(reader: Reader, node: Node) -> ir.Expr:
    pieces: list[ir.Expr] = []
    for child in node.named_children:
        if child.type == "string_content":
            pieces.append(ir.Const(line_of(child), text_of(child)))
        elif child.type == "interpolation":
            pieces.append(reader.expression(child.child_by_field_name("expression")))
    return _joined(line_of(node), pieces)


def _concatenated(reader: Reader, node: Node) -> ir.Expr:
    pieces: list[ir.Expr] = []
    for child in parts(node):
        part = reader.expression(child)
        pieces.extend(part.parts if isinstance(part, ir.Template) else (part,))
    return _joined(line_of(node), pieces)


def _joined(line: int, pieces: list[ir.Expr]) -> ir.Expr:
    if all(isinstance(piece, ir.Const) for piece in pieces):
        return ir.Const(line, "".join(str(piece.value) for piece in pieces if isinstance(piece, ir.Const)))
    return ir.Template(line, tuple(pieces))


def _number(_reader: Reader, node: Node) -> ir.Expr:
    text = text_of(node).replace("_", "")
    whole = _integer_of(text)
    if whole is not None:
        return ir.Const(line_of(node), whole)
    try:
        return ir.Const(line_of(node), float(text))
    except ValueError:
        return ir.Expr(line_of(node))


def _word(value: ir.Constant) -> Callable[[Reader, Node], ir.Expr]:
    return lambda _reader, node: ir.Const(line_of(node), value)


def _binary(reader: Reader, node: Node) -> ir.Expr:
    # Long sums lean to the left: walked in a loop, so that a thousand of them is no deep recursion.
    operator = text_of(node.child_by_field_name("operator"))
    operands: list[ir.Expr] = []
    current: Node | None = node
    while current is not None and current.type == "binary_operator":
        if text_of(current.child_by_field_name("operator")) != operator:
            break
        operands.append(reader.expression(current.child_by_field_name("right")))
        current = current.child_by_field_name("left")
    operands.append(reader.expression(current))
    return ir.Operation(line_of(node), operator, tuple(reversed(operands)))


def _boolean(reader: Reader, node: Node) -> ir.Expr:
    left = reader.expression(node.child_by_field_name("left"))
    right = reader.expression(node.child_by_field_name("right"))
    both = text_of(node.child_by_field_name("operator")) == "and"
    return ir.Choice(line_of(node), (left, right), left if both else None)


def _conditional(reader: Reader, node: Node) -> ir.Expr:
    found = [reader.expression(child) for child in parts(node)]
    if len(found) != 3:  # noqa: PLR2004 - value, test and other value
        return ir.Choice(line_of(node), tuple(found))
    return ir.Choice(line_of(node), (found[0], found[2]), found[1])


def _compare(reader: Reader, node: Node) -> ir.Expr:
    operators = tuple(text_of(child) for child in node.children if not child.is_named)
    return ir.Compare(line_of(node), operators, tuple(reader.expression(child) for child in parts(node)))


def _not(reader: Reader, node: Node) -> ir.Expr:
    return ir.Compare(line_of(node), ("not",), (reader.expression(node.child_by_field_name("argument")),))


def _unary(reader: Reader, node: Node) -> ir.Expr:
    operator = text_of(node.child_by_field_name("operator"))
    operand = reader.expression(node.child_by_field_name("argument"))
    if isinstance(operand, ir.Const) and operator == "-" and isinstance(operand.value, int | float):
        return ir.Const(operand.line, -operand.value)
    return ir.Compare(line_of(node), (operator,), (operand,)) if operator == "~" else operand


def _sequence(reader: Reader, node: Node) -> ir.Expr:
    return ir.Sequence(line_of(node), tuple(reader.expression(child) for child in parts(node)))


def _mapping(reader: Reader, node: Node) -> ir.Expr:
    pairs: list[tuple[ir.Expr | None, ir.Expr]] = []
    for child in parts(node):
        if child.type == "pair":
            key = reader.expression(child.child_by_field_name("key"))
            pairs.append((key, reader.expression(child.child_by_field_name("value"))))
        elif child.type == "dictionary_splat":
            pairs.append((None, reader.expression(parts(child)[0] if parts(child) else None)))
    return ir.Mapping(line_of(node), tuple(pairs))


def _comprehension(reader: Reader, node: Node) -> ir.Expr:
    body = node.child_by_field_name("body")
    loops: list[tuple[ir.Expr, ir.Expr]] = []
    tests: list[ir.Expr] = []
    for child in node.named_children:
        if child.type == "for_in_clause":
            target = reader.expression(child.child_by_field_name("left"))
            loops.append((target, reader.expression(child.child_by_field_name("right"))))
        elif child.type == "if_clause":
            tests.extend(reader.expression(part) for part in parts(child))
    key = None
    if body is not None and body.type == "pair":
        key = reader.expression(body.child_by_field_name("key"))
        body = body.child_by_field_name("value")
    return ir.Comprehension(line_of(node), key, reader.expression(body), tuple(loops), tuple(tests))


def _lambda(reader: Reader, node: Node) -> ir.Expr:
    line = line_of(node)
    params = reader.parameters(node.child_by_field_name("parameters"))
    body = ir.Return(line, reader.expression(node.child_by_field_name("body")))
    return ir.Lambda(line, ir.Function(line, "<lambda>", params, (body,)))


def _walrus(reader: Reader, node: Node) -> ir.Expr:
    name = text_of(node.child_by_field_name("name"))
    return ir.Walrus(line_of(node), name, reader.expression(node.child_by_field_name("value")))


def _yield(reader: Reader, node: Node) -> ir.Expr:
    inner = parts(node)
    return ir.Yield(line_of(node), reader.expression(inner[0]) if inner else None)


def _inner(reader: Reader, node: Node) -> ir.Expr:
    inner = parts(node)
    return reader.expression(inner[0]) if inner else ir.Expr(line_of(node))


def _star(*, double: bool) -> Callable[[Reader, Node], ir.Expr]:
    return lambda reader, node: ir.Star(line_of(node), _inner(reader, node), double)


_READERS: dict[str, Callable[[Reader, Node], ir.Expr]] = {
    "identifier": _name,
    "attribute": _attribute,
    "subscript": _subscript,
    "slice": _slice,
    "call": _call,
    "string": _string,
    "concatenated_string": _concatenated,
    "integer": _number,
    "float": _number,
    "true": _word(value=True),
    "false": _word(value=False),
    "none": _word(None),
    "binary_operator": _binary,
    "boolean_operator": _boolean,
    "conditional_expression": _conditional,
    "comparison_operator": _compare,
    "not_operator": _not,
    "unary_operator": _unary,
    "list": _sequence,
    "tuple": _sequence,
    "set": _sequence,
    "expression_list": _sequence,
    "pattern_list": _sequence,
    "tuple_pattern": _sequence,
    "list_pattern": _sequence,
    "dictionary": _mapping,
    "list_comprehension": _comprehension,
    "set_comprehension": _comprehension,
    "generator_expression": _comprehension,
    "dictionary_comprehension": _comprehension,
    "lambda": _lambda,
    "named_expression": _walrus,
    "await": _inner,
    "yield": _yield,
    "parenthesized_expression": _inner,
    "type": _inner,
    "as_pattern_target": _inner,
    "list_splat": _star(double=False),
    "list_splat_pattern": _star(double=False),
    "dictionary_splat": _star(double=True),
    "generic_type": _sequence,
    "type_parameter": _sequence,
    "union_type": _sequence,
}
