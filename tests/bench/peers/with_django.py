"""The list of cases on Django, its ORM and its Jinja2 backend's environment, under gunicorn with threads."""

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
            "OPTIONS": {"init_command": "PRAGMA cache_size = -16000; PRAGMA mmap_size = 134217728;"},
        }
    },
    DEBUG=False,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only for measuring",
    USE_TZ=True,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.models import Count, Exists, F, OuterRef, Q  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402
from django.urls import path  # noqa: E402

from tests.bench.peers import pages  # noqa: E402


class Row(models.Model):
    """A table that is there already."""

    class Meta:
        abstract = True
        app_label = "peers"
        managed = False


def to(other: type[models.Model] | str, column: str, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(other, models.DO_NOTHING, db_column=column, null=null, related_name="+")


class Place(Row):
    short_name = models.TextField()

    class Meta(Row.Meta):
        db_table = "places"


class Department(Row):
    name = models.TextField()

    class Meta(Row.Meta):
        db_table = "departments"


class Person(Row):
    name = models.TextField()

    class Meta(Row.Meta):
        db_table = "people"


class Account(Row):
    person = to(Person, "person")
    epoch = models.IntegerField()
    letters = models.TextField()
    disabled_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        db_table = "accounts"


class Post(Row):
    role = models.TextField()
    level = models.IntegerField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        db_table = "posts"


class WebSession(Row):
    id_hash = models.TextField()
    account = to(Account, "account")
    post = to(Post, "post", null=True)
    epoch = models.IntegerField()
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


class Case(Row):
    title = models.TextField()
    track = models.TextField()
    number = models.TextField(null=True)
    number_raw = models.TextField(null=True)
    session_text = models.TextField(null=True)
    year = models.IntegerField(null=True)
    state = models.TextField()
    replied_on = models.DateField(null=True)
    audience = models.TextField()
    merged_into = to("self", "merged_into", null=True)
    place = to(Place, "place", null=True)

    class Meta(Row.Meta):
        db_table = "cases"


class Assignment(Row):
    case = to(Case, "case")
    department = to(Department, "department", null=True)
    printed_name = models.TextField()
    role = models.TextField()

    class Meta(Row.Meta):
        db_table = "assignments"


class Reply(Row):
    case = to(Case, "case")
    number = models.IntegerField()
    result_class = models.TextField(null=True)
    audience = models.TextField()

    class Meta(Row.Meta):
        db_table = "replies"


class Commitment(Row):
    case = to(Case, "case", null=True)
    current = models.BooleanField()
    audience = models.TextField()

    class Meta(Row.Meta):
        db_table = "commitments"


class Document(Row):
    place = to(Place, "place", null=True)
    audience = models.TextField()

    class Meta(Row.Meta):
        db_table = "documents"


def _session(token: str) -> dict | None:
    return (
        WebSession.objects.filter(id_hash=pages.digest_of(token), post__isnull=False)
        .values(
            "epoch", "seen_at", "expires_at", account_epoch=F("account__epoch"), disabled_at=F("account__disabled_at"),
            letters=F("account__letters"), person=F("account__person__id"), name=F("account__person__name"),
            held_post=F("post__id"), role=F("post__role"), level=F("post__level"), since=F("post__since"),
            until=F("post__until"),
        )
        .first()
    )  # fmt: skip


def cases(request: HttpRequest) -> HttpResponse:
    """The list of cases as an office sees it."""
    token = request.COOKIES.get(pages.SESSION, "")
    session = _session(token)
    if session is None or not pages.seen(session):
        return HttpResponseRedirect("/account/sign-in")
    session["post"] = session["held_post"]
    wanted, page = pages.case_filter(request.GET), int(request.GET.get("page", 1))
    seen = Case.objects.filter(audience__in=pages.OFFICE, merged_into__isnull=True)
    if wanted.text:
        seen = seen.filter(Q(title__contains=wanted.text) | Q(number=wanted.text.lstrip("0")))
    if wanted.track:
        seen = seen.filter(track=wanted.track.value)
    if wanted.year:
        seen = seen.filter(year=wanted.year)
    if wanted.place:
        seen = seen.filter(place=wanted.place)
    if wanted.state:
        seen = seen.filter(state=wanted.state.value)
    start = (page - 1) * pages.PER_PAGE
    found = list(
        seen.order_by(F("replied_on").desc(nulls_last=True), "id").values(
            "id", "title", "track", "number_raw", "session_text", "year", "state", "replied_on",
            place_name=F("place__short_name"),
        )[start : start + pages.PER_PAGE]
    )  # fmt: skip
    ids = [row["id"] for row in found]
    rows = pages.rows_of(found, seen.count(), page, _leaders(ids), _results(ids), _promises(ids))
    notices = Notice.objects.filter(person=session["person"], read_at__isnull=True, done_at__isnull=True).count()
    address = request.get_full_path()
    return HttpResponse(pages.list_page(session, token, address, wanted, rows, _choices(), notices))


def _leaders(ids: list[int]) -> dict[int, tuple[int | None, str]]:
    found = Assignment.objects.filter(
        case__in=ids, case__audience__in=pages.OFFICE, role__in=pages.LEADS
    ).order_by("-id")  # fmt: skip
    rows = found.values_list("case_id", "department_id", "department__name", "printed_name")
    return {case: (unit, name or printed) for case, unit, name, printed in rows}


def _results(ids: list[int]) -> dict[int, str]:
    found = Reply.objects.filter(audience__in=pages.OFFICE, case__in=ids, result_class__isnull=False).order_by("number")
    return dict(found.values_list("case_id", "result_class"))


def _promises(ids: list[int]) -> dict[int, int]:
    found = Commitment.objects.filter(audience__in=pages.OFFICE, current=True, case__in=ids)
    return dict(found.values_list("case_id").annotate(n=Count("id")).order_by())


def _choices():  # type: ignore[no-untyped-def]
    part = Assignment.objects.filter(department=OuterRef("pk"), case__audience__in=pages.OFFICE)
    held = Document.objects.filter(place=OuterRef("pk"), audience__in=pages.OFFICE)
    with connection.cursor() as cursor:
        years = [year for (year,) in cursor.execute(pages.YEARS).fetchall()]
    return pages.choices_of(
        Department.objects.filter(Exists(part)).values_list("id", "name"),
        Place.objects.extra(where=[pages.HELD]).filter(Exists(held)).values_list("id", "short_name"), years,
    )  # fmt: skip


urlpatterns = [path("cases", cases)]
application = get_wsgi_application()
