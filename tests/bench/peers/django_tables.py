"""Django set up for the archive that stands in ``DAFU_DATA``, and the tables of it that the pages read."""

import os
from pathlib import Path

import django
from django.conf import settings

FILE = Path(os.environ.get("DAFU_DATA", ".")) / "dafu.sqlite"
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(FILE),
            "CONN_MAX_AGE": None,
            # The same cache and memory map as ours.
            "OPTIONS": {"init_command": "PRAGMA cache_size = -4000;"},
        }
    },
    DEBUG=False,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    ROOT_URLCONF="tests.bench.peers.with_django",
    SECRET_KEY="only for measuring",
    USE_TZ=True,
)
django.setup()

from django.db import models  # noqa: E402


class Row(models.Model):
    """A table that is there already."""

    class Meta:
        abstract = True
        app_label = "peers"
        managed = False


def to(other: type[models.Model] | str, column: str, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(other, models.DO_NOTHING, db_column=column, null=null, related_name="+")


def words() -> models.TextField:
    return models.TextField(null=True)


def whole() -> models.IntegerField:
    return models.IntegerField(null=True)


def day() -> models.DateField:
    return models.DateField(null=True)


class Place(Row):
    name = words()
    short_name = words()

    class Meta(Row.Meta):
        db_table = "places"


class Department(Row):
    name = words()

    class Meta(Row.Meta):
        db_table = "departments"


class Person(Row):
    name = words()

    class Meta(Row.Meta):
        db_table = "people"


class Account(Row):
    person = to(Person, "person")
    epoch = whole()
    letters = words()
    disabled_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        db_table = "accounts"


class Post(Row):
    role = words()
    level = whole()
    since = day()
    until = day()

    class Meta(Row.Meta):
        db_table = "posts"


class WebSession(Row):
    id_hash = words()
    account = to(Account, "account")
    post = to(Post, "post", null=True)
    epoch = whole()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        db_table = "web_sessions"


class Notice(Row):
    person = to(Person, "person")
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        db_table = "notices"


class Document(Row):
    place = to(Place, "place", null=True)
    audience = words()
    name = words()
    sha256 = words()
    media = words()
    size = whole()
    kind = words()
    title = words()
    signed_on = day()
    published_on = day()
    source_url = words()
    text = words()
    personal = words()
    parts = words()
    flags = words()
    page_values = words()

    class Meta(Row.Meta):
        db_table = "documents"


class Case(Row):
    title = words()
    track = words()
    key = words()
    number = words()
    number_raw = words()
    session_text = words()
    year = whole()
    state = words()
    submitted_on = day()
    replied_on = day()
    due_on = day()
    audience = words()
    level = words()
    delegation = words()
    disclosure = words()
    scheme = words()
    merged_into = to("self", "merged_into", null=True)
    place = to(Place, "place", null=True)
    proposal_document = to(Document, "proposal_document", null=True)
    proposal_start = whole()
    proposal_end = whole()

    class Meta(Row.Meta):
        db_table = "cases"


class CaseSubmitter(Row):
    case = to(Case, "case")
    position = whole()
    printed_name = words()

    class Meta(Row.Meta):
        db_table = "case_submitters"


class Assignment(Row):
    case = to(Case, "case")
    department = to(Department, "department", null=True)
    printed_name = words()
    role = words()

    class Meta(Row.Meta):
        db_table = "assignments"


class Reply(Row):
    case = to(Case, "case")
    document = to(Document, "document", null=True)
    department = to(Department, "department", null=True)
    printed_name = words()
    kind = words()
    number = whole()
    title = words()
    addressee = words()
    doc_no = words()
    index_no = words()
    start = whole()
    end = whole()
    signed_on = day()
    published_on = day()
    result_class = words()
    disclosure = words()
    audience = words()

    class Meta(Row.Meta):
        db_table = "replies"


class ReplyText(Row):
    reply = to(Reply, "reply")
    number = whole()
    kind = words()
    body = words()

    class Meta(Row.Meta):
        db_table = "reply_texts"


class Commitment(Row):
    case = to(Case, "case", null=True)
    document = to(Document, "document")
    department = to(Department, "department", null=True)
    reply = to(Reply, "reply", null=True)
    quote = words()
    label = words()
    category = words()
    state = words()
    due_on = day()
    deadline_raw = words()
    recurring = models.BooleanField()
    condition = words()
    start = whole()
    end = whole()
    current = models.BooleanField()
    audience = words()

    class Meta(Row.Meta):
        db_table = "commitments"


class CommitmentActor(Row):
    commitment = to(Commitment, "commitment")
    ordinal = whole()
    phrase = words()

    class Meta(Row.Meta):
        db_table = "commitment_actors"


class Figure(Row):
    case = to(Case, "case", null=True)
    document = to(Document, "document")
    department = to(Department, "department", null=True)
    reply = to(Reply, "reply", null=True)
    printed = words()
    value = words()
    value_high = words()
    unit = words()
    comparator = words()
    head = words()
    attributes = words()
    as_of = day()
    as_of_raw = words()
    part = words()
    quote = words()
    start = whole()
    end = whole()
    current = models.BooleanField()
    audience = words()

    class Meta(Row.Meta):
        db_table = "figures"


class JournalEntry(Row):
    seq = models.BigIntegerField(primary_key=True)
    case = whole()
    at = models.DateTimeField()
    actor = words()
    verb = words()
    reason = words()

    class Meta(Row.Meta):
        db_table = "journal"


class StaleMark(Row):
    marked_at = models.DateTimeField()

    class Meta(Row.Meta):
        db_table = "stale_marks"


class SavedSearch(Row):
    person = to(Person, "person")
    name = words()
    page = words()
    query = words()
    told_daily = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    looked_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta(Row.Meta):
        db_table = "saved_searches"
