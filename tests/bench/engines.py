"""Search engines behind one small interface, so that they can be asked the same questions side by side.

All are given the same words, all answer with the ids of the ten best, best first, and the exact number of hits.
"""

import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search import Document, Index, Query, open_index, rebuild
from search.query import Plan, plan_of

TOP = 10
FIELDS = ("department", "year", "state")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with its words, cut once for all engines."""

    number: int
    case: int
    text: str
    words: tuple[str, ...]
    department: str
    year: str
    state: str
    deadline: int


@dataclass(frozen=True, slots=True)
class Question:
    """groups: the words of the text with their synonyms: one of each group must be held."""

    text: str
    filters: Mapping[str, str]
    groups: tuple[tuple[str, ...], ...]


Answer = tuple[list[int], int, list[float]]


def question(text: str, filters: Mapping[str, str]) -> Question:
    """A question as every engine understands it."""
    plan: Plan = plan_of(text)
    groups = tuple(tuple(word for option in wanted.options for word in option.words) for wanted in plan.wanted)
    if any(len(option.words) > 1 for wanted in plan.wanted for option in wanted.options):
        raise ValueError(f"other engines have no word for a synonym of {text}")
    return Question(text, dict(filters), groups)


class Engine:
    """build writes to ``folder``, open reads from it. facets: whether to count values of FIELDS, too."""

    name = ""
    facets = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder / self.name

    def fresh(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def bytes(self) -> int:
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def build(self, rows: Sequence[Row]) -> None: ...

    def open(self) -> None: ...

    def ask(self, question: Question) -> Answer: ...

    def add(self, rows: Sequence[Row]) -> None: ...


class Dafu(Engine):
    """Through the public face, from text to hits; cutting the question and counting kinds are included."""

    name = "dafu"
    index: Index

    def build(self, rows: Sequence[Row]) -> None:
        rebuild(self.folder, map(document_of, rows))

    def open(self) -> None:
        self.index = open_index(self.folder, create=False)

    def ask(self, question: Question) -> Answer:
        filters = {name: (value,) for name, value in question.filters.items()}
        facets = FIELDS if self.facets else ()
        query = Query(question.text, ("public",), filters=filters, limit=TOP, reading="all", facets=facets)
        hits = self.index.find(query)
        return [int(hit.key) for hit in hits.hits], hits.total, [hit.score for hit in hits.hits]

    def add(self, rows: Sequence[Row]) -> None:
        self.index.write(map(document_of, rows))


def document_of(row: Row) -> Document:
    """What Dafu is given of a sentence."""
    facets = {"department": (row.department,), "year": (row.year,), "state": (row.state,)}
    return Document(
        str(row.number), "commitment", f"case:{row.case}", "", row.text, facets=facets, deadline=row.deadline
    )


class Fts5(Engine):
    name = "fts5"

    def build(self, rows: Sequence[Row]) -> None:
        self.fresh()
        base = sqlite3.connect(self.folder / "index.db")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, department TEXT, year TEXT, state TEXT)")
        tokens = "unicode61 remove_diacritics 0 tokenchars '.%'"
        base.execute(f'CREATE VIRTUAL TABLE words USING fts5(text, content="", tokenize="{tokens}")')
        self._insert(base, rows)
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        base.close()

    def open(self) -> None:
        self.base = sqlite3.connect(self.folder / "index.db")
        self.base.execute("PRAGMA mmap_size = 2000000000")
        self.base.execute("PRAGMA cache_size = -65536")

    def ask(self, question: Question) -> Answer:
        match = " AND ".join("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in question.groups)
        where = "".join(f" AND rows.{name} = ?" for name in question.filters)
        join = " JOIN rows ON rows.id = words.rowid" if where else ""
        values = [match, *question.filters.values()]
        found = self.base.execute(
            f"SELECT words.rowid, rank FROM words{join} WHERE words MATCH ?{where} ORDER BY rank LIMIT {TOP}", values
        ).fetchall()
        total = self.base.execute(f"SELECT count(*) FROM words{join} WHERE words MATCH ?{where}", values).fetchone()[0]
        return [row[0] for row in found], total, [-row[1] for row in found]

    def add(self, rows: Sequence[Row]) -> None:
        self._insert(self.base, rows)

    @staticmethod
    def _insert(base: sqlite3.Connection, rows: Sequence[Row]) -> None:
        base.executemany(
            "INSERT INTO rows VALUES (?, ?, ?, ?)", ((r.number, r.department, r.year, r.state) for r in rows)
        )
        base.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", ((r.number, " ".join(r.words)) for r in rows))
        base.commit()


class Tantivy(Engine):
    name = "tantivy"

    def build(self, rows: Sequence[Row]) -> None:
        import tantivy

        self.fresh()
        made = tantivy.SchemaBuilder()
        made.add_integer_field("number", stored=True, indexed=True, fast=True)
        made.add_text_field("text", stored=False, tokenizer_name="whitespace", index_option="freq")
        for name in FIELDS:
            made.add_text_field(name, stored=False, tokenizer_name="raw", index_option="basic")
        self.index = tantivy.Index(made.build(), path=str(self.folder))
        self._write(rows, 2)

    def open(self) -> None:
        import tantivy

        self.index = tantivy.Index.open(str(self.folder))
        self._reload()

    def ask(self, question: Question) -> Answer:
        from tantivy import Occur
        from tantivy import Query as Q

        def group(words: Sequence[str]) -> Any:
            terms = [(Occur.Should, Q.term_query(self.schema, "text", word)) for word in words]
            return terms[0][1] if len(terms) == 1 else Q.boolean_query(terms)

        parts = [(Occur.Must, group(words)) for words in question.groups]
        for name, value in question.filters.items():
            parts.append((Occur.Must, Q.const_score_query(Q.term_query(self.schema, name, value), 0.0)))
        found = self.searcher.search(Q.boolean_query(parts), limit=TOP, count=True)
        ids = [self.searcher.doc(address)["number"][0] for _, address in found.hits]
        return ids, found.count, [score for score, _ in found.hits]

    def add(self, rows: Sequence[Row]) -> None:
        self._write(rows, 1)
        self._reload()

    def _reload(self) -> None:
        self.index.reload()
        self.searcher, self.schema = self.index.searcher(), self.index.schema

    def _write(self, rows: Sequence[Row], threads: int) -> None:
        import tantivy

        writer = self.index.writer(heap_size=128_000_000, num_threads=threads)
        for row in rows:
            values = {"number": row.number, "text": " ".join(row.words)}
            writer.add_document(tantivy.Document(**values, **{name: getattr(row, name) for name in FIELDS}))
        writer.commit()
        writer.wait_merging_threads()


class Whoosh(Engine):
    """As it comes: its own fields, its own searcher, positions kept."""

    name = "whoosh"

    def build(self, rows: Sequence[Row]) -> None:
        from whoosh import fields
        from whoosh.analysis import SpaceSeparatedTokenizer
        from whoosh.index import create_in

        self.fresh()
        schema = fields.Schema(
            number=fields.NUMERIC(stored=True),
            text=fields.TEXT(analyzer=SpaceSeparatedTokenizer()),
            **{name: fields.ID() for name in FIELDS},
        )
        self.index = create_in(str(self.folder), schema)
        self._write(rows)

    def open(self) -> None:
        from whoosh.index import open_dir

        self.index = open_dir(str(self.folder))
        self.searcher = self.index.searcher()

    def ask(self, question: Question) -> Answer:
        from whoosh import query

        groups = [[query.Term("text", word) for word in group] for group in question.groups]
        asked = query.And([group[0] if len(group) == 1 else query.Or(group) for group in groups])
        kept = query.And([query.Term(name, value) for name, value in question.filters.items()])
        found = self.searcher.search(asked, filter=kept if question.filters else None, limit=TOP)
        return [hit["number"] for hit in found], len(found), [hit.score for hit in found]

    def add(self, rows: Sequence[Row]) -> None:
        self._write(rows)
        self.searcher = self.searcher.refresh()

    def _write(self, rows: Sequence[Row]) -> None:
        writer = self.index.writer(limitmb=256)
        for row in rows:
            values = {name: getattr(row, name) for name in FIELDS}
            writer.add_document(number=row.number, text=" ".join(row.words), **values)
        writer.commit()


ENGINES: tuple[type[Engine], ...] = (Dafu, Tantivy, Fts5, Whoosh)
