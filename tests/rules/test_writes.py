"""Where rows are written, read from the syntax: states in one module, the journal in one, none by those who read.

A table is recognised by its name, also under a local name (``entry = tables.JournalEntry``) or in a loop over several.
"""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from cases import tables

ROOT = Path(__file__).resolve().parents[2]
MACHINES = frozenset({"Case", "Assignment", "Reply", "Commitment"})
TABLES = frozenset(table.__name__ for table in tables.TABLES)
WRITING = frozenset({"insert", "update", "delete", "save", "remove"})
# The archive's cases were lived elsewhere: the importer enters them in the state that the page shows, and whoever
# settles an unknown unit strikes out the row of a unit that a page has written in two ways.
STATES_FROM = ("cases/workflow.py", "cases/importing/", "cases/actions/imports.py")
JOURNAL_FROM = ("cases/journal.py",)
# Beside actions and the importer: what is written in the transaction of an act, and what a fresh system begins with.
WRITERS = (
    "cases/actions/", "cases/importing/", "cases/workflow.py", "cases/journal.py", "cases/counters.py",
    "cases/stale_marks.py", "cases/notices.py", "cases/requests.py", "cases/reference.py", "cases/fulltext/keeping.py",
    "cases/recomputing.py", "cases/schemes.py", "cases/extracting/",
)  # fmt: skip
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ("cases", "server")
    for path in (ROOT / package).rglob("*.py")
    if "piccolo_migrations" not in path.parts and "engines" not in path.parts and path.name != "database.py"
)


def _named(node: ast.AST, aliases: dict[str, set[str]]) -> set[str]:
    """The tables that an expression may stand for."""
    match node:
        case ast.Name(id=name):
            return aliases.get(name, set())
        case ast.Attribute(value=ast.Name(id="tables"), attr=name):
            return {name} & TABLES
        case ast.Subscript(value=ast.Name(id="TABLES")):
            return set(MACHINES)
        case ast.Tuple(elts=some) | ast.List(elts=some):
            return set().union(*(_named(one, aliases) for one in some))
    return set()


def _aliases(tree: ast.AST) -> dict[str, set[str]]:
    """Names of tables in a module: what it imports, assignments of them, loops over them."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cases.tables"):
            found |= {one.asname or one.name: {one.name} for one in node.names if one.name in TABLES}
    for node in ast.walk(tree):
        pairs: list[tuple[ast.AST, ast.AST]] = []
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            pairs = [(node.target, node.iter)]
        for target, value in pairs:
            if isinstance(target, ast.Name) and (meant := _named(value, found)):
                found.setdefault(target.id, set()).update(meant)
    return found


def writes(tree: ast.AST, aliases: dict[str, set[str]] | None = None) -> Iterator[tuple[str, ast.Call]]:
    """Every call that writes rows, with each table it may write to; ``X(…)`` makes a row that is then written."""
    aliases = _aliases(tree) if aliases is None else aliases
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Attribute(value=of, attr=verb) if verb in WRITING:
                meant = _named(of, aliases)
            case ast.Name(id="insert_rows") if node.args:
                meant = _named(node.args[0], aliases)
            case ast.Name() | ast.Attribute(value=ast.Name(id="tables")):
                meant = _named(node.func, aliases)
            case _:
                meant = set()
        for table in meant:
            yield table, node


def _says_state(node: ast.AST) -> bool:
    """Whether a dictionary, a keyword or an assignment to a key here names the column ``state``."""
    for one in ast.walk(node):
        if isinstance(one, ast.keyword) and one.arg == "state":
            return True
        if isinstance(one, ast.Dict) and any(map(_is_state, filter(None, one.keys))):
            return True
        if isinstance(one, ast.Subscript) and isinstance(one.ctx, ast.Store) and _is_state(one.slice):
            return True
    return False


def _is_state(key: ast.AST) -> bool:
    match key:
        case ast.Constant(value="state"):
            return True
        case ast.Attribute(value=of, attr="state"):
            return isinstance(of, ast.Name | ast.Attribute)
    return False


def states_written(tree: ast.Module) -> list[int]:
    """Lines where a state of the four machines is written: in the call itself, or in what its function hands to it."""
    found, aliases = set(), _aliases(tree)
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    for function in functions:
        calls = [call for table, call in writes(function, aliases) if table in MACHINES]
        if any(map(_is_given, calls)) and _says_state(_made(function)):
            found.add(function.lineno)
        found |= {call.lineno for call in calls if _says_state(call)}
    return sorted(found)


def _is_given(call: ast.Call) -> bool:
    """Whether the columns of a write come, in whole or in part, from elsewhere in the function."""
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg is None)]
    return any(
        isinstance(one, ast.Name | ast.Starred) or (isinstance(one, ast.Dict) and None in one.keys) for one in given
    )


def _made(function: ast.AST) -> ast.AST:
    """The dictionaries that a function makes and the keys that it sets."""
    kept = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Dict) or (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store))
    ]
    return ast.Module(body=[ast.Expr(node) for node in kept], type_ignores=[])


@functools.cache
def _tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), name)


@pytest.mark.parametrize("name", [n for n in SOURCES if not n.startswith(STATES_FROM)])
def test_states_change_in_one_place(name):
    assert states_written(_tree(name)) == []


@pytest.mark.parametrize("name", [n for n in SOURCES if not n.startswith(JOURNAL_FROM)])
def test_the_journal_has_one_writer(name):
    assert [call.lineno for table, call in writes(_tree(name)) if table == "JournalEntry"] == []


@pytest.mark.parametrize("name", [n for n in SOURCES if not n.startswith(WRITERS)])
def test_rows_are_written_by_actions_alone(name):
    """Neither the pages nor the queries, and nothing that merely knows or decides."""
    tree = _tree(name)
    assert [call.lineno for _, call in writes(tree)] == []
    names = {alias.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for alias in n.names}
    assert not names & {"write_tx", "insert_rows"}


@pytest.mark.parametrize("name", SOURCES)
def test_no_sql_writes_past_the_tables(name):
    """Text of SQL that would write, which no tree of calls shows."""
    spoken = [n.value for n in ast.walk(_tree(name)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    begun = ("INSERT INTO ", "UPDATE ", "DELETE FROM ", "TRUNCATE ", "DROP TABLE ", "DROP TRIGGER ", "ALTER ")
    assert [text for text in spoken if text.lstrip().startswith(begun)] == []


def test_no_list_above_names_what_is_gone():
    for start in (*STATES_FROM, *JOURNAL_FROM, *WRITERS):
        assert any(name.startswith(start) for name in SOURCES), start


IMPORTED = "from cases.tables import Assignment, Case, Commitment, Extension, JournalEntry, Reply\n"
FORBIDDEN = (
    "async def f():\n    await Case.update({'state': 'filed'}).where(Case.id == 1)",
    "async def f():\n    await tables.Reply.update({tables.Reply.state: 'sent'})",
    "async def f():\n    columns = {'state': 'sent'}\n    await Reply.update(columns)",
    "async def f(changes):\n    changes['state'] = 'sent'\n    await Reply.update(changes)",
    "async def f(more):\n    await Commitment.update({**more, 'state': 'kept'})",
    "async def f():\n    kind = tables.Assignment\n    await kind.update({kind.state: 'done'})",
    "async def f():\n    for kind in (Case, Reply):\n        await kind.update({'state': 'x'})",
    "async def f():\n    await Case.insert(Case(state='filed'))",
    "async def f():\n    await insert_rows(Assignment, [{'state': 'accepted'}])",
    "async def f():\n    await TABLES[machine].update({'state': 'x'})",
)
ALLOWED = (
    "async def f():\n    await Case.update({'title': 'x'}).where(Case.state == 'draft')",
    "async def f():\n    await Extension.update({'state': 'granted'})",
    "async def f():\n    await tables.Publication.insert(tables.Publication(state='published'))",
    "async def f():\n    return {'state': row['state']}",
    "async def f():\n    return await Case.select(Case.state)",
)


@pytest.mark.parametrize("source", FORBIDDEN)
def test_these_would_be_found(source):
    assert states_written(ast.parse(IMPORTED + source))


@pytest.mark.parametrize("source", ALLOWED)
def test_these_are_no_changes_of_state(source):
    assert states_written(ast.parse(IMPORTED + source)) == []


def test_a_second_writer_of_the_journal_would_be_found():
    for source in ("JournalEntry.insert(JournalEntry(seq=1))", "e = tables.JournalEntry\ne.delete()"):
        assert "JournalEntry" in {table for table, _ in writes(ast.parse(IMPORTED + source))}
