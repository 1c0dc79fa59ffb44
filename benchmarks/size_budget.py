"""Hold the code against its size budget: short modules, short functions; a docstring on all that is public and shipped.

python benchmarks/size_budget.py     lists what is over, exit 1 if anything is
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
OTHERS = ("benchmarks", "docs", "tests")
SHIPPED = ("archive", "exports", "ingest", "schemas")
MODULE_LINES = 500
FUNCTION_LINES = 60

Function = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> int:
    """Print what is over the budget and a line of figures; return the exit status."""
    modules = {path: path.read_text("utf8") for path in shipped_modules()}
    trees = {path: ast.parse(text) for path, text in modules.items()}
    lines = {path: text.count("\n") for path, text in modules.items()}
    sizes = {(path, function): length(function) for path, tree in trees.items() for function in functions(tree)}
    over = [problem for path in [*modules, *other_modules()] for problem in too_long(path)]
    over += [problem for path, tree in trees.items() for problem in undocumented(path, tree)]
    print("\n".join(over), end="\n" if over else "")
    print(f"{len(modules)} modules, median {median(lines.values()):.0f} lines; {figures(list(sizes.values()))}")
    return 1 if over else 0


def shipped_modules() -> Iterator[Path]:
    """Yield the modules that the wheel holds."""
    yield ROOT / "cuttings.py"
    for package in SHIPPED:
        yield from sorted((ROOT / package).rglob("*.py"))


def other_modules() -> Iterator[Path]:
    """Yield the modules that are not shipped: their sizes count as well."""
    yield ROOT / "noxfile.py"
    for folder in OTHERS:
        yield from sorted((ROOT / folder).rglob("*.py"))


def too_long(path: Path) -> Iterator[str]:
    """Yield the module, if it has too many lines, and its functions that have."""
    text = path.read_text("utf8")
    if (count := text.count("\n")) > MODULE_LINES:
        yield f"{shown(path)}: {count} lines"
    for function in functions(ast.parse(text)):
        if (size := length(function)) > FUNCTION_LINES:
            yield f"{shown(path)}:{function.lineno}: {function.name} has {size} lines"


def functions(tree: ast.Module) -> Iterator[Function]:
    """Yield every function and method of a module, inner ones too."""
    yield from (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Return the number of lines of a function, from `def` to its last."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def undocumented(path: Path, tree: ast.Module) -> Iterator[str]:
    """Yield the public classes, functions and methods without a docstring, and the module if it has none."""
    if not ast.get_docstring(tree):
        yield f"{shown(path)}: no module docstring"
    classes: list[ast.Module | ast.ClassDef] = [
        node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    statements = [node for holder in [tree, *classes] for node in holder.body]
    public = [node for node in statements if isinstance(node, Function | ast.ClassDef) and node.name[0] != "_"]
    for node in public:
        if not ast.get_docstring(node):
            yield f"{shown(path)}:{node.lineno}: {node.name} has no docstring"


def figures(sizes: list[int]) -> str:
    """Return the figures of the style guide in words."""
    tenths = quantiles(sizes, n=10)
    long = sum(size > FUNCTION_LINES / 2 for size in sizes)
    return f"{len(sizes)} functions, median {median(sizes):.0f}, p90 {tenths[8]:.0f}, over 30 lines: {long}"


def shown(path: Path) -> str:
    """Return a path relative to the repository."""
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    sys.exit(main())
