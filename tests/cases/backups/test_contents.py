"""What a backup asks of a database and makes of the answers."""

from cases.backups.contents import TABLES_OF, contents_of, questions
from cases.database import known_migrations
from cases.engines.library import sqlite3
from cases.journal import GENESIS
from cases.tables import TABLES


def test_every_table_of_the_schema_is_counted(sqlite_template):
    with sqlite3.connect(sqlite_template) as read:
        tables = [row[0] for row in read.execute(TABLES_OF["sqlite"])]
        found = contents_of({name: read.execute(sql).fetchall() for name, sql in questions(tables).items()})
    assert {table._meta.tablename for table in TABLES} | {"migration"} == set(found.rows)
    assert found.migrations == known_migrations()
    assert (found.journal, found.head, found.files) == (0, GENESIS, {})


def test_a_file_named_twice_has_the_size_that_one_of_them_says():
    found = contents_of({"migrations": [], "journal": [(3, "ff")], "files a": [("x", 5)], "files b": [("x", None)]})
    assert (found.journal, found.head, found.files) == (3, "ff", {"x": 5})
