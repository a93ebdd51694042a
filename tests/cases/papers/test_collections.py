"""The brief: quotations verbatim in their order, each with where it stands; what is left out is said."""

from datetime import UTC, date, datetime

from cases.papers.collections import collection_paper, source_words
from cases.papers.texts import shown_in
from cases.queries.collections import Cited, CollectionPage, CollectionRow, Item, Pick
from cases.vocabulary import Track
from cases.vocabulary.searches import Gathered

AT = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
CITED = Cited(
    "关于助餐点的提案", "明年再建三处，\n每处不少于四十座。", "/commitments/3", track=Track.CPPCC, place="溪口",
    session="三届二次会议",
    number="0607号", unit="溪口市民政局", day=date(2026, 5, 6), doc_no="溪民函〔2026〕3号", state="推进中",
)  # fmt: skip


def test_every_quotation_stands_with_its_source_and_its_note():
    item = Item(1, Pick(Gathered.COMMITMENT, 3), "先说", AT, CITED)
    page = CollectionPage(CollectionRow(1, "一老一小", 2, AT), (item,), hidden=1)
    said = list(shown_in(collection_paper(page, who="隋某（代钱某）", at=AT, base="https://ta.test")))
    text = "\n".join(said)
    assert "明年再建三处，" in said and "每处不少于四十座。" in said and "备注：先说" in said
    assert source_words(CITED) in text and "2026年7月1日收入" in text and "https://ta.test/commitments/3" in text
    assert "隋某（代钱某）" in text and "另有 1 项" in text


def test_a_source_says_what_is_known_and_nothing_else():
    assert source_words(CITED) == "溪口政协三届二次会议，0607号，溪口市民政局，2026年5月6日，溪民函〔2026〕3号，推进中"
    assert source_words(Cited("某文件", "", "/documents/1")) == ""
