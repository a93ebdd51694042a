"""What people are told: notices inside the system, and the outbox of messages that leave it."""

from piccolo.columns import ForeignKey, Serial
from piccolo.table import Table

from cases.tables.cases import Case
from cases.tables.columns import (
    choice,
    day,
    instant,
    instant_or_none,
    one_of,
    to,
    to_or_none,
    whole,
    words,
    words_or_none,
    yes_or_no,
)
from cases.tables.people import Person
from cases.vocabulary import MessageState


class Notice(Table, tablename="notices"):
    """One thing a person is told: what, which case, by when, one link. done_at: the task behind it is done.

    key: names event, thing and person, so that nothing is told twice. digested_at: it went out with a digest.
    """

    id: Serial
    person: ForeignKey = to(Person)
    key = words(unique=True)
    event = words(index=True)
    case: ForeignKey = to_or_none(Case, index=True)
    told = words()
    link = words()
    due_on = day()
    to_do = yes_or_no()
    read_at = instant_or_none()
    done_at = instant_or_none()
    digested_at = instant_or_none()
    created_at = instant()


class OutboxMessage(Table, tablename="outbox_messages"):
    """A message to be sent once. leased_until: a sender has taken it; after that another may.

    key: as for notices. problem: the mail server's last words, for staff.
    """

    id: Serial
    key = words(unique=True)
    channel = choice("mail")
    recipient = words()
    subject = words()
    body = words()
    state = choice(MessageState.WAITING, index=True)
    attempts = whole()
    next_try_at = instant()
    leased_until = instant_or_none()
    lease = words_or_none()
    sent_at = instant_or_none()
    problem = words_or_none()
    created_at = instant()

    state_in_1 = one_of("state", MessageState)
