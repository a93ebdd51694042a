"""What the first pages of the day count: reckoned once, it stands for everybody of a kind until somebody writes."""

from collections.abc import Awaitable, Callable
from typing import Any

from cases.actor import PUBLIC, Actor
from cases.queries.cases import CaseFilter, case_list, states_of
from cases.queries.commitments import CommitmentFilter, commitment_list
from cases.queries.counting import choices, numbers
from cases.queries.departments import department_list
from cases.queries.documents import document_list
from cases.queries.figures import FigureFilter, figure_list
from cases.queries.queue import QueueFilter, queue_of
from cases.queries.waiting import QUEUED
from cases.tables import Body
from cases.vocabulary import Role

PASSES = 2  # how often PostgreSQL makes a slow read before its answer is kept
BODIES = 4  # of an archive of a whole province, the people of the others find what their role reads
LISTS: dict[str, Callable[[Actor], Awaitable[Any]]] = {
    "cases": lambda actor: case_list(CaseFilter(), actor=actor),
    "their states": lambda actor: states_of(CaseFilter(), actor=actor),
    "commitments": lambda actor: commitment_list(CommitmentFilter(), actor=actor),
    "late ones": lambda actor: commitment_list(CommitmentFilter(due="late"), actor=actor),
    "documents": lambda actor: document_list(actor=actor),
    "figures": lambda actor: figure_list(FigureFilter(), actor=actor),
    "departments": lambda actor: department_list(actor=actor),
    "first page": lambda actor: numbers(actor=actor),
    "choices": lambda actor: choices(actor=actor),
    "queue": lambda actor: queue_of(QueueFilter(), actor=actor),
}


async def read_ahead() -> None:
    """Ask for the lists as one of each kind of readers does, nobody in particular: what he reads freely, all do."""
    bodies = [row["id"] for row in await Body.select(Body.id).order_by(Body.id).limit(BODIES)]
    readers = [
        PUBLIC,
        Actor("", Role.SUBMITTER, person=0),
        Actor("", Role.CLERK, person=0, unit=0),
        Actor("", Role.ASSIGNER, person=0),
        Actor("", Role.OVERSIGHT, person=0),
        *(Actor("", Role.REVIEWER, person=0, body=body) for body in bodies),
    ]
    for _ in range(PASSES):
        for reader in readers:
            for name, ask in LISTS.items():
                if name != "queue" or reader.role in QUEUED:
                    await ask(reader)
