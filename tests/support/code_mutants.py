"""Small faults put into a module, one at a time: what a slip of the hand would make of its source.

Only what decides something is touched: orders, joins, signs, numbers, branches, loops, statements. Left alone
are annotations, decorators, texts, what only a type checker reads, and the words of errors: a fault there is
either none or seen by other checks. A replacement that nobody would write (a sum turned into a power) is not
made: it would be noticed at once and flatter the figure.
"""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Replaced = Iterator[ast.AST | None]

__all__ = ["Fault", "faults", "faulty"]

_ORDERS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SIGNS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_LEFT_ALONE = {"annotation", "returns", "decorator_list"}


@frozen
class Fault:
    """One fault.

    Attributes:
        number: its place among the faults of the module.
        line: the line it is in.
        first, last: the lines of the function it is in; of the module, if in none.
        was, now: the text before and after; an empty one: the statement is gone.
    """

    number: int
    line: int
    first: int
    last: int
    was: str
    now: str


# -- what may become of a node: None stands for a statement that is taken out ----------------------------
def _compare(node: ast.Compare) -> Replaced:
    for place, operator in enumerate(node.ops):
        ops = [*node.ops]
        ops[place] = _ORDERS[type(operator)]()
        yield ast.Compare(node.left, ops, node.comparators)


def _joined(node: ast.BoolOp) -> Replaced:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    for place in range(len(node.values)):
        left = [value for at, value in enumerate(node.values) if at != place]
        yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def _signed(node: ast.UnaryOp) -> Replaced:
    if not isinstance(node.op, ast.UAdd):
        yield node.operand


def _reckoned(node: ast.BinOp) -> Replaced:
    if type(node.op) in _SIGNS:
        yield ast.BinOp(node.left, _SIGNS[type(node.op)](), node.right)


def _number(node: ast.Constant) -> Replaced:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        if value:
            yield ast.Constant(value - 1)


def _turned(node: ast.If | ast.IfExp) -> Replaced:
    # Orders, joins and signs in a condition have faults of their own, which are harder to see.
    if not isinstance(node.test, (ast.Name, ast.Call, ast.Attribute)) or _is_for_types(node):
        return
    changed = {**_fields(node), "test": ast.UnaryOp(ast.Not(), node.test)}
    yield type(node)(**changed)


def _never(node: ast.While) -> Replaced:
    yield ast.While(ast.Constant(value=False), node.body, node.orelse)


def _unfiltered(node: ast.comprehension) -> Replaced:
    for place in range(len(node.ifs)):
        ifs = [each for at, each in enumerate(node.ifs) if at != place]
        yield ast.comprehension(node.target, node.iter, ifs, node.is_async)


def _named(node: ast.Name) -> Replaced:
    if node.id in _NAMES and isinstance(node.ctx, ast.Load):
        yield ast.Name(_NAMES[node.id], node.ctx)


def _gone(_: ast.stmt) -> Replaced:
    yield None


def _gone_if_written_elsewhere(node: ast.Assign) -> Replaced:
    if any(isinstance(target, (ast.Attribute, ast.Subscript)) for target in node.targets):
        yield None


def _other_way_out(node: ast.Break | ast.Continue) -> Replaced:
    yield ast.Continue() if isinstance(node, ast.Break) else ast.Pass()


_FAULTS: dict[type[ast.AST], Callable[[Any], Replaced]] = {
    ast.Compare: _compare,
    ast.BoolOp: _joined,
    ast.UnaryOp: _signed,
    ast.BinOp: _reckoned,
    ast.Constant: _number,
    ast.If: _turned,
    ast.IfExp: _turned,
    ast.While: _never,
    ast.comprehension: _unfiltered,
    ast.Name: _named,
    ast.Expr: _gone,
    ast.AugAssign: _gone,
    ast.Assign: _gone_if_written_elsewhere,
    ast.Break: _other_way_out,
    ast.Continue: _other_way_out,
}


# -- where ------------------------------------------------------------------------------------------------
def _fields(node: ast.AST) -> dict[str, Any]:
    return dict(ast.iter_fields(node))


def _is_left_alone(node: ast.AST, field: str) -> bool:
    """Whether nothing under a field of a node decides anything."""
    if field in _LEFT_ALONE or isinstance(node, (ast.Assert, ast.Raise, ast.JoinedStr, ast.Import)):
        return True
    if isinstance(node, ast.keyword):
        return node.arg in {"zh", "en"}
    if isinstance(node, ast.If):
        return _is_for_types(node)
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and target.id.startswith("__") for target in node.targets
    )


def _is_for_types(node: ast.If | ast.IfExp) -> bool:
    return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _places(
    node: ast.AST, function: ast.AST | None = None
) -> Iterator[tuple[ast.AST, str, int | None, ast.AST | None]]:
    """Every node that may be replaced: what holds it, by which field and place, and the function it is in."""
    for field, value in ast.iter_fields(node):
        if _is_left_alone(node, field):
            continue
        for place, each in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(each, ast.AST) and not _is_text(each):
                yield node, field, place, function
                inside = isinstance(each, (ast.FunctionDef, ast.Lambda))
                yield from _places(each, function or (each if inside else None))


def _changes(tree: ast.AST) -> Iterator[tuple[Fault, Callable[[], None]]]:
    number = 0
    for holder, field, place, function in _places(tree):
        held = getattr(holder, field)
        node = held if place is None else held[place]
        if function is None and isinstance(node, (ast.BinOp, ast.Expr)):
            continue  # types and decorations put together while the module is read
        for new in _FAULTS.get(type(node), lambda _: iter(()))(node):
            line = getattr(node, "lineno", getattr(holder, "lineno", 0))
            fault = Fault(
                number, line, *_lines(function), _text(node), "" if new is None else _text(new)
            )
            number += 1

            def change(
                holder: Any = holder, field: str = field, place: int | None = place, new: Any = new
            ) -> None:
                put = ast.Pass() if new is None else new
                if place is None:
                    setattr(holder, field, put)
                else:
                    getattr(holder, field)[place] = put

            yield fault, change


def _lines(function: Any) -> tuple[int, int]:
    """The lines that run when a function is called; all lines where there is none."""
    if function is None:
        return 1, sys.maxsize
    body = function.body[0] if isinstance(function.body, list) else function.body
    return body.lineno, function.end_lineno


def _text(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(node)).strip().split("\n")[0]


def faults(source: str) -> list[Fault]:
    """All faults of a module, in the order of its text.

    >>> [(each.was, each.now) for each in faults("def f(a, b): return a < b + 1")]
    [('a < b + 1', 'a <= b + 1'), ('b + 1', 'b - 1'), ('1', '2'), ('1', '0')]
    """
    return [fault for fault, _ in _changes(ast.parse(source))]


def faulty(source: str, number: int) -> ast.Module:
    """The module with one of its faults.

    >>> ast.unparse(faulty("def f(a, b): return a < b + 1", 1)).splitlines()[-1].strip()
    'return a < b - 1'
    """
    tree = ast.parse(source)
    next(change for fault, change in _changes(tree) if fault.number == number)()
    return ast.fix_missing_locations(tree)
