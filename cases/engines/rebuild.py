"""Lets one set of Piccolo migrations run on SQLite, too; PostgreSQL is left alone.

SQLite takes constraints only inside CREATE TABLE and can alter almost nothing, so a changed table is built anew beside
the old one, filled from it and renamed. ``install()`` puts this into Piccolo's migration manager.
"""

from typing import Any

from piccolo.apps.migrations.auto.diffable_table import ConstraintComparison
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.columns import ForeignKey
from piccolo.columns.defaults.base import Default
from piccolo.constraints import Check
from piccolo.engine import engine_finder
from piccolo.query.methods.alter import AddConstraint
from piccolo.query.methods.create import Create
from piccolo.table import Table, create_table_class

from cases.engines.connection import Connection
from cases.engines.postgres import ShieldedTransaction
from cases.engines.sqlite import Transaction

_STEPS = ("add_columns", "drop_columns", "rename_columns", "alter_columns", "add_constraints", "drop_constraints")
_piccolo_ddl = Create.default_ddl.fget  # type: ignore[attr-defined]
_piccolo_run = MigrationManager.run


def install() -> None:
    """Teach Piccolo. Calling it again changes nothing."""
    Create.default_ddl = property(_inline_ddl)  # type: ignore[method-assign,assignment]
    ConstraintComparison.__eq__ = _same_constraint  # type: ignore[method-assign]
    ConstraintComparison.__hash__ = lambda self: hash(self.constraint._meta.name)  # type: ignore[method-assign]
    MigrationManager.run = _run  # type: ignore[method-assign,assignment]


def _inline_ddl(create: Create) -> list[str]:
    ddl, constraints = list(_piccolo_ddl(create)), create.table._meta.constraints
    if create.engine_type != "sqlite" or not constraints:
        return ddl
    table, others = ddl[0], ddl[1 : len(ddl) - len(constraints)]
    inline = "".join(", " + AddConstraint(constraint=c).ddl.removeprefix("ADD ") for c in constraints)
    return [f"{table.removesuffix(')')}{inline})", *others]


def _same_constraint(one: ConstraintComparison, other: object) -> bool:
    """Piccolo compares names only, so a changed CHECK would go unseen."""
    return isinstance(other, ConstraintComparison) and _content(one.constraint) == _content(other.constraint)


def _content(constraint: Any) -> tuple:
    if isinstance(constraint, Check):
        return constraint._meta.name, constraint.get_condition_str()
    return constraint._meta.name, tuple(constraint.get_column_names()), constraint.nulls_distinct


class _MigrationTransaction(Transaction):
    """Foreign keys must be off before BEGIN while a table is replaced; the connection is thrown away after."""

    async def begin(self) -> None:
        self.connection.discard = True
        await self.connection.execute("PRAGMA foreign_keys = OFF")
        await self.connection.execute("PRAGMA legacy_alter_table = ON")
        await self.connection.execute("BEGIN IMMEDIATE")


def migration_transaction(engine: Any) -> Any:
    """A transaction that migrations may run in. Inside another one it is that one."""
    return (_MigrationTransaction if engine.engine_type == "sqlite" else ShieldedTransaction)(engine=engine)


async def _run(manager: MigrationManager, backwards: bool = False) -> None:
    engine: Any = engine_finder()
    touched = [] if engine.engine_type != "sqlite" or manager.preview else _to_rebuild(manager, backwards)
    if not touched:
        await _piccolo_run(manager, backwards=backwards)
        return
    stash = {step: getattr(getattr(manager, step), step) for step in _STEPS}
    for step, changes in stash.items():
        setattr(getattr(manager, step), step, [c for c in changes if c.table_class_name not in touched])
    try:
        async with migration_transaction(engine) as transaction:
            await _piccolo_run(manager, backwards=backwards)
            for class_name in touched:
                target = await _table_after(manager, class_name, backwards)
                renames = _renames(stash["rename_columns"], class_name, backwards)
                changed = {c.column_name for c in stash["alter_columns"] if c.table_class_name == class_name}
                await _rebuild(transaction.connection, target, renames, changed)
            broken = await transaction.connection.query("PRAGMA foreign_key_check")
            if broken:
                raise RuntimeError(f"the migration breaks foreign keys: {broken[:3]}")
    finally:
        for step, changes in stash.items():
            setattr(getattr(manager, step), step, changes)


def _to_rebuild(manager: MigrationManager, backwards: bool) -> list[str]:
    changes = (manager.alter_columns, manager.add_constraints, manager.drop_constraints, manager.drop_columns)
    names = {name for change in changes for name in change.table_class_names}
    for added in manager.add_columns.add_columns:
        column = added.column
        needs_row = isinstance(column, ForeignKey) and not column._meta.null
        if backwards or column._meta.unique or isinstance(getattr(column, "default", None), Default) or needs_row:
            names.add(added.table_class_name)
    whole = {table.class_name for table in (*manager.add_tables, *manager.drop_tables)}
    return sorted(names - whole)


async def _table_after(manager: MigrationManager, class_name: str, backwards: bool) -> type[Table]:
    found = await BaseMigrationManager().get_table_from_snapshot(
        app_name=manager.app_name,
        table_class_name=class_name,
        max_migration_id=manager.migration_id,
        offset=-1 if backwards else 0,
    )
    members: dict[str, Any] = {}
    for column in found.columns:  # built anew: the snapshot changes _meta.params, not the column's own attributes
        fresh = type(column)(**column._meta.params)
        fresh._meta.name = column._meta.name
        fresh._meta.db_column_name = column._meta.db_column_name
        members[column._meta.name] = fresh
    members.update((constraint._meta.name, constraint) for constraint in found.constraints)
    return create_table_class(class_name, class_kwargs={"tablename": found.tablename}, class_members=members)


def _renames(changes: list[Any], class_name: str, backwards: bool) -> dict[str, str]:
    pairs = [(c.old_db_column_name, c.new_db_column_name) for c in changes if c.table_class_name == class_name]
    return dict(pairs) if backwards else {new: old for old, new in pairs}


async def _rebuild(connection: Connection, target: type[Table], renames: dict[str, str], changed: set[str]) -> None:
    table = target._meta.tablename
    old = {row["name"] for row in await connection.query(f'PRAGMA table_info("{table}")')}
    sources, names = [], []
    for column in target._meta.columns:
        name = column._meta.db_column_name
        source = renames.get(name, name)
        if source not in old:
            continue
        default = column.get_sql_value(column.get_default_value())
        fill = not column._meta.null and column._meta.name in changed and default not in ("null", None)
        sources.append(f'COALESCE("{source}", {default})' if fill else f'"{source}"')
        names.append(f'"{name}"')
    kept = await connection.query(
        "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('trigger', 'index') AND sql NOTNULL",
        [table],
    )
    create, *indexes = Create(target).default_ddl
    await connection.query(create.replace(f'CREATE TABLE "{table}"', f'CREATE TABLE "new {table}"', 1))
    await connection.query(
        f'INSERT INTO "new {table}" ({", ".join(names)}) SELECT {", ".join(sources)} FROM "{table}"'  # nosec B608 # noqa: S608 - names of our own
    )
    await connection.query(f'DROP TABLE "{table}"')
    await connection.query(f'ALTER TABLE "new {table}" RENAME TO "{table}"')
    for sql in indexes:
        await connection.query(sql)
    made = {f"{table}_{column}" for column in old} | {sql.split()[2].strip('"') for sql in indexes}
    for row in kept:  # indexes and triggers written by hand; Piccolo's own were made from the snapshot
        if row["type"] == "trigger" or row["name"] not in made:
            await connection.query(row["sql"])
