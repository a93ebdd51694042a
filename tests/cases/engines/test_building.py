"""The remembered pieces give the very SQL that Piccolo makes by itself."""

import pytest
from piccolo.columns import ForeignKey
from piccolo.query.functions import Count

from cases import database
from cases.engines import building
from cases.tables import TABLES, Assignment, Case, Commitment
from cases.vocabulary import Role

DEEP = (Case, Commitment)  # whose columns are tried two joins away


def _ways(key, depth):
    """A foreign key and the columns of the rows it leads to, some joins deep."""
    for column in key._foreign_key_meta.resolved_references._meta.columns:
        there = getattr(key, column._meta.name)
        yield there
        if depth and isinstance(there, ForeignKey):
            yield from _ways(there, depth - 1)


def _queries():
    for table in TABLES:
        keys = [column for column in table._meta.columns if isinstance(column, ForeignKey)]
        ways = [there for key in keys for there in _ways(key, table in DEEP)]
        yield table.select(*table._meta.columns, *ways).where(*[way.is_null() for way in ways[:3]])
    renamed = Case.session.term.number.as_alias("届")
    yield (
        Case.select(renamed, Case.session.term.number, Count())
        .where(((Case.session.year == 2025) & Case.title.like("%{}%")) | Case.id.is_in([1, 2, 3]))
        .order_by(Case.session.term.number, Case.session.term.body.place.name)
        .limit(5)
        .offset(10)
    )
    yield Case.select(Case.id).where(
        Case.id.is_in(Assignment.select(Assignment.case).where(Assignment.department.name == "某局"))
    )
    yield Case.select().where(Case.place.name == "某市").group_by(Case.id)
    yield Case.select(Case.state, Count(alias="n")).group_by(Case.state)
    yield Case.select(Case.state).distinct().limit(3)
    for name in ("甲", "乙"):
        yield Case.select(Case.place.name.as_alias(name), Case.title.as_alias(name)).where(Case.title.like("%甲%"))
    yield Case.exists().where(Case.place.name == "某市")
    points = Assignment.points
    yield Assignment.select(points).where((points == 7) & (points == "7") & (points == ["甲"]) & (points == Role.CLERK))
    yield Case.delete().where((Case.id == 7) & (Case.title == "甲"))
    yield Case.count().where(Case.session.term.body.name == "某市")


def _compiled():
    return [query.querystrings[0].compile_string(kind) for query in _queries() for kind in ("sqlite", "postgres")]


@pytest.fixture
def connected(tmp_path):
    """Piccolo asks which database it writes for; nothing is sent to it."""
    database.connect(f"sqlite:///{tmp_path}/x.sqlite")


@pytest.fixture
def stock():
    building.remove()
    yield
    building.install()


def test_the_sql_is_that_of_piccolo_first_and_again(connected, stock):
    expected = _compiled()
    building.install()
    assert _compiled() == expected
    assert _compiled() == expected
