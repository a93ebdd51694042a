"""Parsed files made by hand, so that saving is tested apart from reading."""

import hashlib

from cases.reading.shapes import (
    Actor,
    Deadline,
    FoundCommitment,
    FoundFigure,
    Metric,
    Page,
    ParsedDocument,
    Part,
    RawDocument,
    Span,
    Value,
)
from cases.vocabulary import Category, CommitmentLabel, Comparator, DocumentKind, Level, Track, ValueSource

BODY = (
    "您提出的关于加强山区老年食堂建设的建议收悉。近年来我局会同乡镇改造老年食堂四十二处，服务老人三千余人，"
    "并在每个片区设立了流动送餐点。下一步，我局将在明年六月底前新建十五处老年食堂，将送餐范围扩大到全部行政村，"
    "同时会同财政部门研究运营补助办法，力争每处食堂都有稳定的经费来源。感谢您对养老事业的关心。"
)
OTHER_BODY = (
    "关于完善乡村公路路灯的来信已认真研究。本县现有乡道三百公里，其中一百二十公里装有路灯。"
    "我们将分三年补齐其余路段，优先考虑学校和卫生院门口，并请电力部门配合做好线路勘察。"
)


def value(text, source=ValueSource.FIELD):
    """A value of a page, None for None."""
    return None if text is None else Value(text, source)


def parsed(
    body=BODY,
    *,
    name="reply.txt",
    kind=DocumentKind.REPLY,
    track=Track.CPPCC,
    place="杭州市",
    session="十二届二次会议",
    number="607",
    title_of_proposal="关于加强山区老年食堂建设的建议",
    lead="杭州市民政局",
    co=(),
    submitters=("某委员",),
    proposal=None,
    quotes=None,
    figures=None,
    head="",
    **values,
):
    """A file of one page: perhaps debris, perhaps the submitter's words, and a body."""
    text = f"{head}{proposal or ''}{body}"
    start = len(head) + len(proposal or "")
    parts = [Part("proposal", Span(len(head), start))] if proposal else []
    parts.append(Part("reply", Span(start, len(text))))
    singles = {
        key: value(values.get(key))
        for key in (
            "title", "reply_date", "publish_date", "doc_no", "result_class", "disclosure", "signer",
            "contact_person", "contact_phone", "delegation",
        )
    }  # fmt: skip
    page = Page(
        kind=kind,
        body=track,
        parts=tuple(parts),
        flags=(),
        level=Level.CITY if place else None,
        place=value(place),
        session=value(session),
        number=value(number),
        title_of_proposal=value(title_of_proposal),
        submitters=tuple(submitters),
        lead_department=value(lead),
        co_departments=tuple(value(unit) for unit in co),
        **singles,
    )
    found = quotes if quotes is not None else ["将在明年六月底前新建十五处老年食堂", "将送餐范围扩大到全部行政村"]
    counted = figures if figures is not None else ["四十二处", "三千余人"]
    return ParsedDocument(
        raw_of(text, name),
        page,
        tuple(commitment(text, quote) for quote in found if quote in text),
        tuple(figure(text, printed) for printed in counted if printed in text),
    )


def raw_of(text, name="reply.txt"):
    """The text as a file of its own bytes."""
    data = text.encode()
    return RawDocument(name, hashlib.sha256(data).hexdigest(), len(data), "txt", "utf-8", text)


def commitment(text, quote):
    """A commitment quoted from a text, with an actor, a metric and a deadline."""
    start = text.index(quote)
    span = Span(start, start + len(quote))
    return FoundCommitment(
        span, quote, CommitmentLabel.HARD, Category.FACILITY, "新建", "老年食堂",
        actors=(Actor("我局", "lead", span),),
        metrics=(Metric("十五处", "15", "处", Comparator.EQ, "老年食堂", span),),
        deadline=Deadline("明年六月底前", None, span),
    )  # fmt: skip


def figure(text, printed):
    """A figure printed in a text."""
    start = text.index(printed)
    return FoundFigure(
        Span(start, start + len(printed)), printed, printed, "42", "处", Comparator.EQ, "老年食堂", "reply"
    )
