"""Checks that hold the house together, as pure functions from parsed modules to complaints."""

import ast
import io
import statistics
import sys
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGE = "desktop"
MAY_IMPORT = {
    "handbook": {"handbook"},
    "shared": {"handbook", "shared"},
    "models": {"handbook", "shared", "models"},
    "casework": {"handbook", "shared", "models", "casework"},
    "exchange": {"handbook", "shared", "casework", "exchange"},
    "reports": {"handbook", "shared", "casework", "reports"},
    "ui": {"handbook", "shared", "casework", "exchange", "reports", "ui"},
    "app": {"handbook", "shared", "models", "casework", "exchange", "reports", "ui", "app"},
}
"""Which rooms each room may import. `shared` is a plain module beside the rooms, such as settings."""

TOP_MODULES = {"app", "__main__", "commands"}
"""The modules of the room `app`: the composition root and the command line."""

# Each command loads what it alone needs, such as Qt, reportlab or Alembic, when it is called: start-up time.
LATE_IMPORTERS = {"app", "__main__", "commands"}
"""The modules that may import inside functions."""

LIBRARY_ROOMS = {
    "PySide6": {"ui", "app"},
    "shiboken6": {"ui", "app"},
    "pyqtgraph": {"ui"},
    "sqlalchemy": {"models", "casework"},
    "alembic": {"models"},
    "sqlcipher3": {"models"},
    "sqlite3": {"models"},
    "psycopg": {"models"},
    "reportlab": {"reports", "exchange"},
    "pyhanko": {"reports"},
    "cryptography": {"models", "reports"},
    "openpyxl": {"reports", "exchange"},
    "xlsxwriter": {"reports", "exchange"},
    "python_calamine": {"exchange"},
    "httpx": {"exchange"},
    "keyring": {"exchange"},
    "starlette": {"exchange"},
    "uvicorn": {"app"},
}
"""Where a library may be imported; one that is not named here may be used anywhere but in the handbook."""

GPL_MODULES = ("PySide6.QtCharts", "PySide6.QtGraphs", "PySide6.QtDataVisualization")
CLOCKS = {
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "time.time",
    "time.localtime",
    "PySide6.QtCore.QDateTime.currentDateTime",
    "PySide6.QtCore.QDateTime.currentDateTimeUtc",
    "PySide6.QtCore.QDate.currentDate",
    "PySide6.QtCore.QTime.currentTime",
}
QUESTION_BOXES = {"question", "warning", "information"}
UNFINISHED = ("TODO", "FIXME", "XXX")

FILE_LINES = 300
CLASS_LINES = 200
FUNCTION_LINES = 40
FUNCTION_MEDIAN = 8
FUNCTION_USUAL = 20
USUAL_SHARE = 0.9

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name, its text and its syntax tree."""

    name: str
    text: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree."""
        return list(ast.walk(self.tree))

    @cached_property
    def room(self) -> str:
        """The room it belongs to; the package's own `__init__` and plain top-level modules are `shared`."""
        parts = self.name.split(".")
        if len(parts) == 1:
            return "shared"
        if parts[1] in TOP_MODULES:
            return "app"
        return parts[1] if parts[1] in MAY_IMPORT else "shared"

    @property
    def is_migration(self) -> bool:
        """Migrations are long lists of columns by nature; the size limits leave them out."""
        return ".migrations." in self.name


def read_modules(root: Path) -> list[Module]:
    """All modules of the package below `root`."""
    return [_read(root, path) for path in sorted((root / PACKAGE).rglob("*.py"))]


def _read(root: Path, path: Path) -> Module:
    parts = path.relative_to(root).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if is_package else parts)
    return Module(name, path.read_text(encoding="utf-8"), is_package)


def room_of(target: str) -> str:
    """The room of a dotted name inside the package."""
    return Module(target, "").room


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything imported, relative imports resolved; `from a import b` gives a.b."""
    for node in module.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = _source(module, node)
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def _source(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    drop = node.level - 1 if module.is_package else node.level
    base = parts[: len(parts) - drop]
    return ".".join([*base, node.module] if node.module else base)


def wrong_directions(module: Module) -> list[str]:
    """Imports of a room that this room must not know."""
    allowed = MAY_IMPORT[module.room]
    ours = ((line, name) for line, name in imports(module) if name.split(".")[0] == PACKAGE)
    return [
        f"{module.name}:{line} ({module.room}) imports {name} ({room_of(name)})"
        for line, name in ours
        if room_of(name) not in allowed
    ]


def misplaced_libraries(module: Module) -> list[str]:
    """Libraries outside their room, GPL parts of Qt, and in the handbook anything but the standard library."""
    found = []
    for line, name in imports(module):
        library = name.split(".")[0]
        if library == PACKAGE:
            continue
        in_wrong_room = module.room not in LIBRARY_ROOMS.get(library, {module.room})
        in_handbook = module.room == "handbook" and library not in sys.stdlib_module_names
        if in_wrong_room or in_handbook or name.startswith(GPL_MODULES):
            found.append(f"{module.name}:{line} imports {name}")
    return found


def imports_in_functions(module: Module) -> list[str]:
    """Imports that hide inside functions; only the late importers may."""
    if module.name.split(".")[1:2] and module.name.split(".")[1] in LATE_IMPORTERS:
        return []
    inner = (node for function in _functions(module) for node in ast.walk(function))
    lines = {node.lineno for node in inner if isinstance(node, ast.Import | ast.ImportFrom)}
    return [f"{module.name}:{line} imports inside a function" for line in sorted(lines)]


def clock_reads(module: Module) -> list[str]:
    """Places that read the machine's clock; below the top modules it is passed in."""
    if module.room == "app":
        return []
    known = _import_names(module)
    names = ((node.lineno, _dotted(node, known)) for node in module.nodes if isinstance(node, ast.Attribute | ast.Name))
    return sorted({f"{module.name}:{line} reads {name}" for line, name in names if name in CLOCKS})


def _import_names(module: Module) -> dict[str, str]:
    known = {}
    for node in module.nodes:
        if isinstance(node, ast.Import):
            known |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return known


def _dotted(node: ast.expr, known: dict[str, str]) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, known)}.{node.attr}"
    return known.get(node.id, node.id) if isinstance(node, ast.Name) else ""


def import_cycles(modules: Iterable[Module]) -> list[str]:
    """Circles of modules that know each other, each once; a name imported for the type checker alone is known too."""
    names = {module.name: module for module in modules}
    graph = {name: sorted(_neighbours(module, names)) for name, module in names.items()}
    done: set[str] = set()
    circles = (circle for name in graph for circle in _circles(name, graph, [], done))
    return sorted({frozenset(circle): " -> ".join([*circle, circle[0]]) for circle in circles}.values())


def _neighbours(module: Module, names: dict[str, Module]) -> set[str]:
    targets = (name if name in names else name.rpartition(".")[0] for _, name in imports(module))
    return {target for target in targets if target in names and target != module.name}


def _circles(name: str, graph: dict[str, list[str]], path: list[str], done: set[str]) -> Iterator[list[str]]:
    if name in path:
        yield path[path.index(name) :]
    elif name not in done:
        for target in graph[name]:
            yield from _circles(target, graph, [*path, name], done)
        done.add(name)


def oversized(module: Module) -> list[str]:
    """Files, classes and functions beyond the limits."""
    if module.is_migration:
        return []
    found = []
    lines = module.text.count("\n")
    if lines > FILE_LINES:
        found.append(f"{module.name}: {lines} lines, at most {FILE_LINES}")
    limits = ((ast.ClassDef, CLASS_LINES), (FunctionNode, FUNCTION_LINES))
    for kind, limit in limits:
        for node in module.nodes:
            if isinstance(node, kind) and _length(node) > limit:
                found.append(f"{module.name}:{node.lineno} {node.name}: {_length(node)} lines, at most {limit}")
    return found


def function_lengths(modules: Iterable[Module]) -> list[int]:
    """Lines of every function without its docstring, sorted: an explanation does not make a function long."""
    functions = (node for module in modules if not module.is_migration for node in _functions(module))
    return sorted(_length(node) - _docstring_lines(node) for node in functions)


def unusual_lengths(lengths: list[int]) -> list[str]:
    """What is wrong with the lengths of all functions taken together."""
    found = []
    median = statistics.median(lengths or [0])
    if median > FUNCTION_MEDIAN:
        found.append(f"the median function has {median} lines, at most {FUNCTION_MEDIAN}")
    usual = sum(length <= FUNCTION_USUAL for length in lengths)
    if lengths and usual < USUAL_SHARE * len(lengths):
        found.append(f"only {usual} of {len(lengths)} functions have at most {FUNCTION_USUAL} lines")
    return found


def _functions(module: Module) -> list[FunctionNode]:
    return [node for node in module.nodes if isinstance(node, FunctionNode)]


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _docstring_lines(node: FunctionNode) -> int:
    return _length(node.body[0]) if ast.get_docstring(node) is not None else 0


def missing_docstring(module: Module) -> list[str]:
    """A module that does not open with a sentence."""
    return [] if (ast.get_docstring(module.tree) or "").strip() else [f"{module.name}: no opening sentence"]


def forbidden_calls(module: Module) -> list[str]:
    """Style sheets outside the theme, and boxes that ask or tell instead of an inline strip."""
    found = []
    for node in module.nodes:
        if not isinstance(node, ast.Attribute):
            continue
        if node.attr == "setStyleSheet" and module.name != f"{PACKAGE}.ui.theme":
            found.append(f"{module.name}:{node.lineno} setStyleSheet")
        if node.attr in QUESTION_BOXES and _dotted(node.value, {}).endswith("QMessageBox"):
            found.append(f"{module.name}:{node.lineno} QMessageBox.{node.attr}")
    return found


def unfinished(module: Module) -> list[str]:
    """Notes to come back later, and functions that only promise."""
    tokens = tokenize.generate_tokens(io.StringIO(module.text).readline)
    comments = ((token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT)
    notes = [line for line, text in comments if any(word in text for word in UNFINISHED)]
    promises = [node.lineno for node in module.nodes if isinstance(node, ast.Name) and node.id == "NotImplementedError"]
    return [f"{module.name}:{line} is unfinished" for line in sorted(notes + promises)]
