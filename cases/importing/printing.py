"""The JSON of a parsed document, as ``dafu parse --json`` prints it."""

from typing import Any

from cases.reading.shapes import FoundCommitment, FoundFigure, ParsedDocument, Value


def as_json(parsed: ParsedDocument) -> dict[str, Any]:
    """One document as plain JSON values. start and end count characters of the original text."""
    page = parsed.page
    return {
        "file": parsed.raw.name,
        "kind": page.kind.value,
        "body": page.body.value,
        "level": page.level.value if page.level else None,
        "place": _text(page.place),
        "session": _text(page.session),
        "number": _text(page.number),
        "title_of_proposal": _text(page.title_of_proposal),
        "addressee": _text(page.addressee),
        "lead_department": _text(page.lead_department),
        "co_departments": [unit.text for unit in page.co_departments],
        "reply_date": _text(page.reply_date),
        "publish_date": _text(page.publish_date),
        "doc_no": _text(page.doc_no),
        "index_no": _text(page.index_no),
        "result_class": _text(page.result_class),
        "contact_person": _text(page.contact_person),
        "contact_phone": _text(page.contact_phone),
        "commitments": [_commitment(found) for found in parsed.commitments],
        "reported_figures": [_figure(found) for found in parsed.figures],
        "flags": [flag.value for flag in parsed.flags],
        "delegation": _text(page.delegation),
        "title": _text(page.title),
        "submitters": list(page.submitters),
        "disclosure": _text(page.disclosure),
        "signer": _text(page.signer),
        "contact_unit": _text(page.contact_unit),
        "copies_to": _text(page.copies_to),
        "other_dates": dict(page.other_dates),
    }


def _text(value: Value | None) -> str | None:
    return value.text if value else None


def _commitment(found: FoundCommitment) -> dict[str, Any]:
    due = found.deadline
    return {
        "quote": found.quote,
        "label": found.label.value,
        "deadline": due.on.isoformat() if due and due.on else (due.raw if due else None),
        "metrics": [
            {"raw": m.raw, "value": m.value, "unit": m.unit, "comparator": m.comparator.value} for m in found.metrics
        ],
        "departments": [actor.phrase for actor in found.actors],
        "start": found.span.start,
        "end": found.span.end,
    }


def _figure(found: FoundFigure) -> dict[str, Any]:
    return {
        "quote": found.quote,
        "value": found.literal or found.value,
        "unit": found.unit,
        "comparator": found.comparator.value,
        "start": found.span.start,
        "end": found.span.end,
    }
