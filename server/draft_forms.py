"""The form of a draft as it is sent, typed: long texts keep their lines, everything else becomes harmless."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from litestar import Request

from cases.actions.approvals import Seen
from cases.errors import within
from cases.queries.drafts import Draft
from cases.vocabulary import Disclosure
from server.forms import code_of, text_of, version_of, whole_of
from server.turning import straightened

LONGEST_WORDS = 2000
MOST_POINTS = 60


def long_text(value: Any) -> str:
    """Text of several lines: control characters but the line break and the tab become blanks, what turns it goes."""
    lines = straightened(str(value or "").replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in lines)


def words_of(form: Mapping[str, Any], name: str) -> str:
    """A remark or reason of a few lines."""
    return within(long_text(form.get(name)).strip(), LONGEST_WORDS, "意见或理由")


def seen_of(form: Mapping[str, Any]) -> Seen:
    """The versions of a reply and its text that were read."""
    return Seen(version_of(form), version_of(form, "version"))


def base_in(form: Mapping[str, Any]) -> str | None:
    """The text that a writer had before him when he began, None where his page did not say."""
    return long_text(form["base_body"]) if "base_body" in form else None


async def draft_in(request: Request[Any, Any, Any]) -> tuple[Draft, Mapping[str, Any]]:
    """The draft in a request's form, and the form."""
    form = await request.form()
    ticked = {whole_of(str(one), least=0, most=MOST_POINTS) for one in form.getall("answered", [])}
    draft = Draft(
        body=long_text(form.get("body")),
        answered=tuple(sorted(one for one in ticked if one is not None)),
        addressee=text_of(str(form.get("addressee", ""))),
        result_class=text_of(str(form.get("result_class", "")), longest=20),
        disclosure=code_of(str(form.get("disclosure", "")), Disclosure),
        disclosure_reason=text_of(str(form.get("disclosure_reason", ""))),
        contact_person=text_of(str(form.get("contact_person", "")), longest=40),
        contact_phone=text_of(str(form.get("contact_phone", "")), longest=40),
        no_commitments="no_commitments" in form,
    )
    return draft, form
