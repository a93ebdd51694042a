"""A reading of a text in our own words, put together without reading a page, and strategies for hostile ones."""

from datetime import date

from hypothesis import strategies as st

from cases.reading.shadow import shadow_of
from cases.reading.shapes import Page, Part, Reading, Span, Value
from cases.vocabulary import DocumentKind, Track, ValueSource

MAY = date(2024, 5, 15)

# What letters are made of, so that random texts reach the rules.
_WORDS = (
    "我局 将 已 拟 计划 下一步 年底 三年内 建成 新建 20 个 停车场 万 亿元 1000-3000 % 超过 待资金到位后 "
    "如条件成熟 2025年底前 ２０２５年 由市民政局 [责任单位:市民政局、市财政局] 一、 (一) 1. 一是 感谢您 建议 "
    "目前 截至 近 余 约 十五 百分之五十 第3号 〔2024〕5号 15分钟 60岁 1+1+X 規劃 關(guān)于 争取 为 让 到 "
    "预计 人口 共有 其中 两家 项目 ， , 。 ； : 《 》 “ ” ( ) . 5.8公里"
)
MORSELS = (*_WORDS.split(), "\n", "\u3000")


def reading(
    text: str, role: str = "reply", spoken_on: date | None = MAY, lead: str | None = "灵石市民政局", proposal: str = ""
) -> Reading:
    """The whole text as one part; proposal, where given, stands before it as the submitter's part."""
    whole = proposal + "\n" + text if proposal else text
    cut = len(whole) - len(text)
    parts = [Part(role, Span(cut, len(whole)))]
    if proposal:
        parts.insert(0, Part("proposal", Span(0, len(proposal))))
    said = Value(lead, ValueSource.SIGNATURE) if lead else None
    page = Page(DocumentKind.REPLY, Track.CPPCC, tuple(parts), (), lead_department=said)
    return Reading(whole, shadow_of(whole), page, spoken_on)


def jumbles() -> st.SearchStrategy[str]:
    """Texts made of what letters are made of, and of anything."""
    piece = st.one_of(st.sampled_from(MORSELS), st.text(max_size=6))
    return st.lists(piece, max_size=60).map("".join)
