"""Small errors in a Python package, one at a time.

mutants.py list <package folder>               prints every mutant as one line of JSON
mutants.py run <package folder> <n> <program>  runs a program whose import of the package gets mutant n, or with 0 the package as it is
"""

from __future__ import annotations

import ast
import copy
import importlib.abc
import importlib.machinery
import json
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}


def mutations_of(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node; never the same code."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield ast.Compare(node.left, [COMPARISONS[type(node.ops[0])]()], node.comparators)
    elif isinstance(node, ast.Compare):
        for index, each in enumerate(node.ops):
            ops = [*node.ops[:index], COMPARISONS[type(each)](), *node.ops[index + 1 :]]
            yield ast.Compare(node.left, ops, node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for index in range(len(node.values)):
            rest = node.values[:index] + node.values[index + 1 :]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif isinstance(node, (ast.If, ast.While)):
        yield _with(node, test=ast.Constant(False))
        if isinstance(node, ast.If):
            yield _with(node, test=ast.Constant(True))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield _with(node, ifs=[])
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
        empty = type(node.value)()
        yield ast.Constant("x" if node.value == empty else empty)
    elif isinstance(node, (ast.Raise, ast.AugAssign)) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield ast.Pass()
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Break):
        yield ast.Continue()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


class Mutant:
    """One changed place of a tree: `field` of `parent`, or its entry `index`."""

    def __init__(
        self, parent: ast.AST, field: str, index: int | None, was: ast.AST, now: ast.AST, around: tuple[str, ast.AST]
    ) -> None:
        self.parent, self.field, self.index, self.was, self.now, self.around = parent, field, index, was, now, around

    def apply(self) -> None:
        ast.copy_location(self.now, self.was)
        if self.index is None:
            setattr(self.parent, self.field, self.now)
        else:
            getattr(self.parent, self.field)[self.index] = self.now

    def described(self, number: int, file: str) -> dict[str, object]:
        function, statement = self.around
        was = self.was
        # A whole `if` is told by its condition.
        shown = (was.test, self.now.test) if isinstance(was, (ast.If, ast.While)) else (was, self.now)  # type: ignore[attr-defined]
        text = [ast.unparse(each) for each in shown]
        line = getattr(was, "lineno", getattr(statement, "lineno", 0))
        within = ast.unparse(statement).split("\n")[0]
        place = {"number": number, "file": file, "line": line, "function": function, "statement": within}
        return {**place, "was": text[0], "now": text[1]}


#: Parts of a tree that do nothing when the package runs.
_SILENT = ("annotation", "returns", "type_comment", "decorator_list")


def mutants_of(tree: ast.AST) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    return list(_mutants(tree, ("", tree)))


def _mutants(parent: ast.AST, around: tuple[str, ast.AST]) -> Iterator[Mutant]:
    for field, value in ast.iter_fields(parent):
        if field in _SILENT:
            continue
        entries = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, node in entries:
            if not isinstance(node, ast.AST) or _is_docstring(node):
                continue
            within = around
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                within = (f"{around[0]}.{node.name}".lstrip("."), node)
            elif isinstance(node, ast.stmt):
                within = (around[0], node)
            for now in mutations_of(node):
                yield Mutant(parent, field, index, node, now, within)
            # The words of an f-string are a message.
            if not isinstance(node, ast.JoinedStr):
                yield from _mutants(node, within)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def sources_of(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    """The modules of a package that people wrote."""
    for path in sorted(folder.glob("*.py")):
        yield path.name, ast.parse(path.read_text(), path.name)


class MutantLoader(importlib.abc.SourceLoader, importlib.abc.MetaPathFinder):
    """Loads one module of the package from its changed tree."""

    def __init__(self, module: str, path: str, tree: ast.Module) -> None:
        self.module, self.path, self.tree = module, path, tree

    def find_spec(self, name: str, path: object, target: ModuleType | None = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self, origin=self.path) if name == self.module else None

    def get_filename(self, fullname: str) -> str:
        return self.path

    def get_data(self, path: str) -> bytes:
        return b""

    def source_to_code(self, data: object, path: object = "", **options: object):  # type: ignore[no-untyped-def]  # noqa: ANN201
        return compile(ast.fix_missing_locations(self.tree), self.path, "exec")


def run(folder: Path, number: int, program: str) -> None:
    """Runs a program with one mutant in place of the module that it is of."""
    for file, tree in sources_of(folder) if number > 0 else ():
        mutants = mutants_of(tree)
        if number <= len(mutants):
            mutants[number - 1].apply()
            loader = MutantLoader(f"{folder.name}.{file[:-3]}", str(folder / file), tree)
            sys.meta_path.insert(0, loader)
            break
        number -= len(mutants)
    sys.argv = [program]
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    command, package = sys.argv[1], Path(sys.argv[2])
    if command == "list":
        every = ((file, mutant) for file, tree in sources_of(package) for mutant in mutants_of(tree))
        for number, (file, mutant) in enumerate(every, 1):
            print(json.dumps(mutant.described(number, file)))
    else:
        run(package, int(sys.argv[3]), sys.argv[4])
