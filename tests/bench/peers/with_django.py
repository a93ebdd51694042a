"""The list of cases, one case, and a search on Django, its ORM and Jinja2, under gunicorn with threads.

Each list of rows is one query with the joined columns that the page shows (``values``), never one a row.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from tests.bench.peers import pages
from tests.bench.peers.django_tables import (
    Assignment,
    Case,
    CaseSubmitter,
    Commitment,
    CommitmentActor,
    Department,
    Document,
    Figure,
    JournalEntry,
    Notice,
    Place,
    Reply,
    ReplyText,
    SavedSearch,
    StaleMark,
    WebSession,
)  # fmt: skip

ROW = ("id", "title", "track", "number_raw", "session_text", "year", "state", "replied_on")


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


def for_office(view: Callable[..., str]) -> Callable[..., HttpResponse]:
    """A page for whoever has a living session of an office."""

    def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
        token = request.COOKIES.get(pages.SESSION, "")
        session = _session(token)
        if session is None or not pages.seen(session):
            return HttpResponseRedirect("/account/sign-in")
        session["post"] = session["held_post"]
        unread = Notice.objects.filter(person=session["person"], read_at__isnull=True, done_at__isnull=True).count()
        asking = pages.Asking(session, token, request.get_full_path(), unread)
        return HttpResponse(view(request, asking, **named))

    return guarded


@for_office
def cases(request: HttpRequest, asking: pages.Asking) -> str:
    """The list of cases as an office sees it."""
    wanted, page = pages.case_filter(request.GET), int(request.GET.get("page", 1))
    seen = _seen(Case).filter(merged_into__isnull=True)
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
    newest = seen.order_by(F("replied_on").desc(nulls_last=True), "id")
    found = list(newest.values(*ROW, place_name=F("place__short_name"))[start : start + pages.PER_PAGE])
    ids = [row["id"] for row in found]
    rows = pages.rows_of(found, seen.count(), page, _leaders(ids), _results(ids), _promises(ids))
    return pages.list_page(asking, wanted, rows, _choices())


@for_office
def case(request: HttpRequest, asking: pages.Asking, case_id: int) -> str:
    """One case with its proposal, replies, promises, figures and journal."""
    more = ("level", "delegation", "disclosure", "due_on", "scheme", "proposal_start", "proposal_end")
    row = _seen(Case).values(
        *ROW, *more, "proposal_document", place_name=F("place__short_name")
    ).get(id=case_id)  # fmt: skip
    replies = list(
        _seen(Reply).filter(case=case_id).order_by("-number").values(
            "id", "kind", "number", "printed_name", "title", "addressee", "doc_no", "index_no", "signed_on",
            "published_on", "result_class", "disclosure", "document", "department", "start", "end",
            department_name=F("department__name"),
        )
    )  # fmt: skip
    wanted = [*(r["document"] for r in replies if r["document"]), *filter(None, [row["proposal_document"]])]
    documents = list(
        _seen(Document).filter(id__in=wanted).values(
            "id", "name", "sha256", "media", "size", "kind", "title", "signed_on", "published_on", "source_url", "text",
            "personal", "parts", "flags", "page_values", place_name=F("place__name"),
        )
    )  # fmt: skip
    known = [r["id"] for r in documents]
    signed = ReplyText.objects.filter(reply__document__in=known, kind=pages.SIGNED).order_by("number")
    promises = list(_promised(document__in=known).order_by("document", "start", "id"))
    in_case = {"case": case_id, "case__audience__in": pages.OFFICE}
    journal = JournalEntry.objects.filter(
        Exists(_seen(Case).filter(id=OuterRef("case"))), case=case_id
    ).exclude(verb=pages.SEEN).order_by("-seq")  # fmt: skip
    bound = CommitmentActor.objects.filter(
        commitment__audience__in=pages.OFFICE, commitment__in=[r["id"] for r in promises]
    )
    return pages.case_page(
        asking,
        pages.CaseParts(
            case=row, replies=replies, documents=documents, commitments=promises,
            versions=signed.values("body", document=F("reply__document_id"), start=F("reply__start")),
            figures=_reported(document__in=known).order_by("document", "start", "id"),
            leaders=_leaders([case_id]), results=_results([case_id]), promises=_promises([case_id]),
            submitters=tuple(
                CaseSubmitter.objects.filter(**in_case).order_by("position").values_list("printed_name", flat=True)
            ),
            units=Assignment.objects.filter(**in_case).order_by("id").values(
                "printed_name", "role", "department_id", name=F("department__name")
            ),
            bound=bound.order_by("commitment", "ordinal").values_list("commitment_id", "phrase"),
            journal=journal.values("at", "actor", "verb", "reason")[: pages.ACTS],
        ),
    )  # fmt: skip


@for_office
def search(request: HttpRequest, asking: pages.Asking) -> str:
    """What a question finds."""
    found = pages.searched(INDEX, asking)
    ids = found.ids
    replies = list(
        _by_id(Reply, ids["reply"], "id", "case", "document", "title", "start", "end", "signed_on", "published_on",
               "printed_name", "department_id", department_name=F("department__name"))
    ) if ids["reply"] else []  # fmt: skip
    proposals = list(
        _by_id(Case, ids["proposal"], "id", "title", "proposal_document", "proposal_start", "proposal_end",
               "submitted_on")
    ) if ids["proposal"] else []  # fmt: skip
    answered = dict(
        _seen(Reply).filter(case__in=ids["proposal"], document__isnull=False).order_by("-id")
        .values_list("case_id", "document_id")
    ) if ids["proposal"] else {}  # fmt: skip
    wanted = {*ids["document"], *(r["document"] for r in replies), *(r["proposal_document"] for r in proposals)}
    wanted -= {None}
    texts = dict(_seen(Document).filter(id__in=wanted).values_list("id", "text")) if wanted else {}
    rows = pages.hit_rows(
        asking.actor,
        _promised(id__in=ids["commitment"]) if ids["commitment"] else (),
        _reported(id__in=ids["figure"]) if ids["figure"] else (),
        replies, proposals, answered, ids["document"], texts,
    )  # fmt: skip
    _note(asking.session["person"], found.kept)
    of_cases = {row.case_id for row in rows.values()} - {None}
    return pages.search_page(
        asking, found, rows,
        _by_id(Case, of_cases, *ROW, "key", place_name=F("place__short_name")),
        _by_id(Document, {row.document_id for row in rows.values()} - {None}, "id", "name", "title", "kind",
               "signed_on", "published_on", place_name=F("place__short_name")),
        _leaders(of_cases), StaleMark.objects.filter(marked_at__lt=pages.lately()).count(),
    )  # fmt: skip


def _note(person: int, question: str) -> None:
    """Keep a question among the last ones of whoever asked it."""
    recent = SavedSearch.objects.filter(person=person, name="", withdrawn=False)
    with transaction.atomic():
        if not recent.filter(page="search", query=question).update(looked_at=pages.now()):
            moment = {"looked_at": pages.now(), "created_at": pages.now()}
            SavedSearch.objects.create(person_id=person, name="", page="search", query=question, **moment)
        old = list(recent.order_by("-looked_at").values_list("id", flat=True))[pages.RECENT :]
        if old:
            SavedSearch.objects.filter(id__in=old).delete()


def _seen(table: Any) -> QuerySet:
    return table.objects.filter(audience__in=pages.OFFICE)


def _by_id(table: Any, ids: Iterable[int], *columns: str, **joined: F) -> QuerySet:
    return _seen(table).filter(id__in=ids).values(*columns, **joined)


def _promised(**where: Any) -> QuerySet:
    return _seen(Commitment).filter(current=True, **where).values(
        "id", "quote", "label", "category", "state", "due_on", "deadline_raw", "recurring", "condition", "start", "end",
        "document_id", "case_id", document_title=F("document__title"), document_name=F("document__name"),
        personal=F("document__personal"), place=F("document__place__short_name"), signed_on=F("document__signed_on"),
        case_title=F("case__title"), track=F("case__track"), number=F("case__number_raw"),
        session=F("case__session_text"), year=F("case__year"), own_id=F("department_id"),
        own_name=F("department__name"), reply_unit=F("reply__department_id"), reply_name=F("reply__department__name"),
        printed_name=F("reply__printed_name"),
    )  # fmt: skip


def _reported(**where: Any) -> QuerySet:
    return _seen(Figure).filter(current=True, **where).values(
        "id", "printed", "value", "value_high", "unit", "comparator", "head", "attributes", "as_of", "as_of_raw",
        "part", "quote", "start", "end", "document_id", "case_id", "department_id", document_title=F("document__title"),
        document_name=F("document__name"), personal=F("document__personal"), signed_on=F("document__signed_on"),
        place=F("document__place__short_name"), case_title=F("case__title"), year=F("case__year"),
        unit_name=F("department__name"), printed_name=F("reply__printed_name"),
    )  # fmt: skip


def _leaders(ids: Iterable[int]) -> dict[int, tuple[int | None, str]]:
    found = Assignment.objects.filter(
        case__in=ids, case__audience__in=pages.OFFICE, role__in=pages.LEADS
    ).order_by("-id")  # fmt: skip
    rows = found.values_list("case_id", "department_id", "department__name", "printed_name")
    return {case: (unit, name or printed) for case, unit, name, printed in rows}


def _results(ids: list[int]) -> dict[int, str]:
    found = _seen(Reply).filter(case__in=ids, result_class__isnull=False).order_by("number")
    return dict(found.values_list("case_id", "result_class"))


def _promises(ids: list[int]) -> dict[int, int]:
    found = _seen(Commitment).filter(current=True, case__in=ids)
    return dict(found.values_list("case_id").annotate(n=Count("id")).order_by())


def _choices():  # type: ignore[no-untyped-def]
    part = Assignment.objects.filter(department=OuterRef("pk"), case__audience__in=pages.OFFICE)
    held = _seen(Document).filter(place=OuterRef("pk"))
    with connection.cursor() as cursor:
        years = [year for (year,) in cursor.execute(pages.YEARS).fetchall()]
    return pages.choices_of(
        Department.objects.filter(Exists(part)).values_list("id", "name"),
        Place.objects.extra(where=[pages.HELD]).filter(Exists(held)).values_list("id", "short_name"), years,
    )  # fmt: skip


INDEX = pages.opened()
urlpatterns = [path("cases", cases), path("cases/<int:case_id>", case), path("search", search)]
application = get_wsgi_application()
