from cases.reading.shadow import shadow_of
from cases.reading.shapes import Page, ParsedDocument, Part, RawDocument, Reading, Span
from cases.vocabulary import DocumentKind, Flag, Track


def test_flags_of_every_step_once_each_in_order():
    raw = RawDocument("甲", "", 0, "txt", "utf-8", "", flags=(Flag.COMMENTS,))
    page = Page(DocumentKind.REPLY, Track.CPPCC, (), (Flag.MISSING_DATE, Flag.COMMENTS))
    assert ParsedDocument(raw, page, (), ()).flags == (Flag.COMMENTS, Flag.MISSING_DATE)


def test_a_reading_carries_what_rules_need():
    page = Page(DocumentKind.REPLY, Track.CPPCC, (Part("reply", Span(0, 1)),), ())
    reading = Reading("甲", shadow_of("甲"), page)
    assert reading.spoken_on is None
    assert reading.text[slice(*reading.page.parts[0].span)] == "甲"
