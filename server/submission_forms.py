"""The form of a submission: from what a browser sends to what is written, and from what is written to the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cases.actions.proposal_texts import TEXT, Written
from cases.queries.choosing import choose_units
from cases.queries.submissions import SubmissionPage, ids_of
from server.draft_forms import long_text
from server.forms import text_of

LONGEST_LIST = 2000


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form brought. shown: its fields as typed; unmatched: names of units that fit none, or more than one;
    wrong_field: where the first of them stands."""

    written: Written
    shown: dict[str, Any]
    unmatched: tuple[str, ...]
    wrong_field: str = ""


async def written_in(form: Mapping[str, str], place: int | None) -> Sent:
    """Read the form of a submission. place: whose units the names mean. A unit picked from the list comes as the value
    of its button, behind those that stand in the field."""
    shown: dict[str, Any] = {name: long_text(form.get(name)) for name in TEXT}
    shown |= {
        "consent": "no" if form.get("consent") == "no" else "yes",
        "consent_reason": text_of(form.get("consent_reason")),
        "identity_kept": "yes" if form.get("identity_kept") else "",
        "responsible": text_of(form.get("responsible")),
    }
    unmatched: dict[str, str] = {}
    chosen: dict[str, tuple[int, ...]] = {}
    for name, picked in (("lead_units", "lead"), ("co_units", "co")):
        typed = [text_of(form.get(name), longest=LONGEST_LIST), text_of(form.get(picked))]
        shown[name] = "、".join(part for part in typed if part)
        found = await choose_units(shown[name], place)
        chosen[name] = ids_of(found.found)
        unmatched |= dict.fromkeys([*found.unmatched, *(said for said, _ in found.several)], name)
    given: dict[str, Any] = {name: shown[name] for name in TEXT} | chosen
    written = Written(
        **given,
        consent_publish=shown["consent"] == "yes",
        consent_reason=shown["consent_reason"],
        identity_kept=bool(shown["identity_kept"]),
        responsible=shown["responsible"],
    )
    return Sent(written, shown, tuple(unmatched), next(iter(unmatched.values()), ""))


def shown_of(page: SubmissionPage) -> dict[str, Any]:
    """The fields of the form as a draft has them."""
    words = page.words
    return {
        "title": words.title,
        "situation": words.situation,
        "analysis": words.analysis,
        "recommendations": words.recommendations,
        "consent": "yes" if page.consent_publish else "no",
        "consent_reason": page.consent_reason,
        "identity_kept": "yes" if page.identity_kept else "",
        "responsible": (page.names[0].responsible or "") if page.names and page.names[0].collective else "",
        "lead_units": "、".join(unit.short for unit in page.lead_units),
        "co_units": "、".join(unit.short for unit in page.co_units),
    }
