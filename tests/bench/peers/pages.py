"""What the peers share with us: the templates, the frame around each page, the dataclasses that templates show.

Each peer asks the database in its own way for what our own page asks, checks the same session, applies the same filter
of what the reader may see, and renders the same template with Jinja. So the bytes are the same, but for the tokens.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from cases.actor import Actor
from cases.clock import now, today
from cases.queries.cases import CaseFilter, CaseRow
from cases.queries.counting import Choice, Choices
from cases.queries.listing import Rows
from cases.queries.sessions import IDLE
from cases.vocabulary import LEADING, UNTITLED, Audience, CaseState, Role, Track
from server import pages
from server.auth import SESSION, new_token
from server.list_forms import case_filter, pairs_of
from server.turning import with_names

PER_PAGE = 20
OFFICE = tuple(sorted(one.value for one in Audience if one is not Audience.OWN))  # what an office reads, everywhere
LEADS = tuple(role.value for role in LEADING)
# As ours, the values of an indexed column once each, whatever the ORM could say: SQL of one's own each of them takes.
_EACH = (
    "WITH RECURSIVE one(value) AS (SELECT min({column}) FROM {table} UNION ALL"
    " SELECT (SELECT min({column}) FROM {table} WHERE {column} > one.value) FROM one WHERE one.value IS NOT NULL)"
    " SELECT value FROM one WHERE value IS NOT NULL"
)
HELD = f"places.id IN ({_EACH.format(table='documents', column='place')})"
YEARS = (
    f"SELECT value FROM ({_EACH.format(table='cases', column='year')}) AS every WHERE EXISTS (SELECT 1 FROM cases"
    f" WHERE cases.year = every.value AND cases.audience IN ({', '.join(repr(code) for code in OFFICE)}))"
)
__all__ = [
    "HELD",
    "IDLE",
    "LEADS",
    "OFFICE",
    "PER_PAGE",
    "SESSION",
    "YEARS",
    "case_filter",
    "choices_of",
    "list_page",
    "rows_of",
    "seen",
]


def digest_of(token: str) -> str:
    """Under which a session is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def seen(row: Mapping[str, Any] | None) -> bool:
    """Whether a row of a session opens the pages of an office today."""
    if row is None or row["disabled_at"] is not None or row["epoch"] != row["account_epoch"]:
        return False
    moment, day = now(), today()
    if row["seen_at"] + IDLE <= moment or row["expires_at"] is None or row["expires_at"] <= moment:
        return False
    held = (row["since"] is None or row["since"] <= day) and (row["until"] is None or row["until"] >= day)
    return held and row["role"] == Role.OVERSIGHT.value


def choices_of(departments: Any, places: Any, years: Any) -> Choices:
    """The entries of the filters, from pairs of id and name, and years."""
    return Choices(
        departments=tuple(sorted((Choice(*one) for one in departments), key=lambda c: c.name)),
        places=tuple(sorted((Choice(*one) for one in places), key=lambda c: c.name)),
        years=tuple(sorted(years, reverse=True)),
    )


def rows_of(
    found: Any, total: int, page: int, leaders: Mapping[int, tuple[int | None, str]], results: Mapping[int, str],
    promises: Mapping[int, int],
) -> Rows[CaseRow]:  # fmt: skip
    """The rows of the list with what further queries know of them."""
    return Rows(
        tuple(
            CaseRow(
                id=r["id"], title=r["title"] or UNTITLED, track=Track(r["track"]), number=r["number_raw"],
                session=r["session_text"], year=r["year"], place=r["place_name"], state=CaseState(r["state"]),
                replied_on=r["replied_on"], unit_id=leaders.get(r["id"], (None, None))[0],
                unit=leaders.get(r["id"], (None, None))[1], result_class=results.get(r["id"]),
                promises=promises.get(r["id"], 0),
            )
            for r in found
        ),
        total, page, PER_PAGE,
    )  # fmt: skip


def list_page(
    session: Mapping[str, Any], token: str, address: str, wanted: CaseFilter, rows: Rows[CaseRow], choices: Choices,
    notices: int,
) -> str:  # fmt: skip
    """The whole list."""
    actor = Actor(
        session["name"], Role(session["role"]), person=session["person"], post=session["post"], level=session["level"]
    )
    frame = pages.Frame(
        actor=actor, path=address.partition("?")[0], here=address, token=new_token(token), size=session["letters"],
        demo=False, flash="", who=session["name"], place="", notices=notices,
    )  # fmt: skip
    template = pages.environment().get_template("cases/index.html")
    return with_names(
        template.render(
            frame=frame, wanted=wanted, asked=pairs_of(wanted), rows=rows, choices=choices, tracks=Track,
            states=CaseState,
        )
    )  # fmt: skip
