"""Two ways to search in PostgreSQL, behind the interface of the other engines: Dafu's own, and what the manual says.

The server is one of the tests' own, without fsync; its address lies in the file ``postgres`` beside the engines.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg

from cases.engines.postgres import config_of, stay_alive
from cases.engines.side_door import SideDoor
from search import TableIndex
from tests.bench.engines import FIELDS, TOP, Answer, Dafu, Engine, Question, Row, document_of
from tests.postgres import database_at

_PROCESSES = 2


def _config(place: Path, name: str) -> dict[str, Any]:
    return config_of(database_at((place / "postgres").read_text(), name))


class Tables(Dafu):
    """Through the public face, as a web process does that holds no index."""

    name = "dafu-pg"

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.place = place

    def build(self, rows: Sequence[Row]) -> None:
        self.open()
        self.index.rebuild(map(document_of, rows), processes=_PROCESSES)

    def open(self) -> None:
        self.door = SideDoor(_config(self.place, "postgres"), stay_alive)
        self.index = TableIndex(self.door)

    def bytes(self) -> int:
        of_all = "SELECT sum(pg_total_relation_size(oid)) AS n FROM pg_class WHERE relkind = 'r'"
        return int(self.door.fetch(f"{of_all} AND relnamespace = 'dafu_search'::regnamespace", patient=True)[0]["n"])


class Gin(Engine):
    """A column of words with a GIN index, ranked by ts_rank, which is not BM25; counts and facets in SQL."""

    name = "gin"

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.place = place
        self.loop = asyncio.new_event_loop()

    def _run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    def build(self, rows: Sequence[Row]) -> None:
        self.open()
        self._run(self.base.execute("DROP TABLE IF EXISTS rows"))
        columns = "number int PRIMARY KEY, department text, year text, state text, words tsvector"
        self._run(self.base.execute(f"CREATE TABLE rows ({columns})"))
        self.add(rows)
        self._run(self.base.execute("CREATE INDEX rows_words ON rows USING gin (words)"))
        self._run(self.base.execute("VACUUM ANALYZE rows"))

    def open(self) -> None:
        self.base = self._run(asyncpg.connect(**_config(self.place, "postgres")))

    def bytes(self) -> int:
        return int(self._run(self.base.fetchval("SELECT pg_total_relation_size('rows')")))

    def ask(self, question: Question) -> Answer:
        groups = ("(" + " | ".join(f"'{word}'" for word in group) + ")" for group in question.groups)
        values: list[str] = [" & ".join(groups)]
        where = "words @@ $1::tsquery"
        for name, value in question.filters.items():
            values.append(value)
            where += f" AND {name} = ${len(values)}"
        found = self._run(
            self.base.fetch(
                f"SELECT number, ts_rank(words, $1::tsquery) AS score FROM rows WHERE {where}"
                f" ORDER BY score DESC, number LIMIT {TOP}", *values
            )
        )  # fmt: skip
        total = self._run(self.base.fetchval(f"SELECT count(*) FROM rows WHERE {where}", *values))
        for name in FIELDS if self.facets else ():
            self._run(self.base.fetch(f"SELECT {name}, count(*) FROM rows WHERE {where} GROUP BY 1", *values))
        return [row["number"] for row in found], total, [row["score"] for row in found]

    def add(self, rows: Sequence[Row]) -> None:
        made = [(row.number, row.department, row.year, row.state, _vector(row.words)) for row in rows]
        self._run(self._insert(made))

    async def _insert(self, made: Sequence[Sequence[Any]]) -> None:
        async with self.base.transaction():
            await self.base.execute("CREATE TEMP TABLE coming (a int, b text, c text, d text, e text) ON COMMIT DROP")
            await self.base.copy_records_to_table("coming", records=made)
            await self.base.execute("INSERT INTO rows SELECT a, b, c, d, e::tsvector FROM coming")


def _vector(words: Sequence[str]) -> str:
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words[:16000], 1))
