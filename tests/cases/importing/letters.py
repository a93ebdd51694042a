"""Letters in our own words, put together from interchangeable parts, and the way to read them."""

from dataclasses import dataclass

from cases.reading.page import read_page
from cases.reading.shadow import shadow_of
from cases.reading.shapes import Page, RawDocument

TITLE_OF_PROPOSAL = "关于在河西片区增设纳凉亭的建议"
BODY = "去冬以来,本单位勘察了九处空地。\n今后拟在其中三处搭棚种树,并留出轮椅通道。"

FULL_WIDTH = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "?": "？", "!": "！"})


@dataclass(frozen=True)
class Written:
    """A letter and what a reader finds in it."""

    text: str
    session: str | None
    number: str | None
    addressee: str | None
    lead: str | None
    signed: str | None


def raw(text: str, name: str = "页.txt") -> RawDocument:
    """A text as it comes from reading a file."""
    return RawDocument(name, "", len(text), "txt", "utf-8", text)


def read(text: str) -> Page:
    """What a page says about itself."""
    return read_page(raw(text), shadow_of(text))


def letter(
    title: str = "云溪市园林局关于市政协九届三次会议第58号提案的答复",
    head: str = "",
    salutation: str = "范青禾委员:",
    opening: str = f"您提出的《{TITLE_OF_PROPOSAL}》(第58号)收悉。现答复如下:",
    body: str = BODY,
    end: str = "云溪市园林局\n2022年4月9日",
    note: str = "(联系人:苗小雨,联系电话:6610277)",
    foot: str = "",
) -> str:
    """A letter with every part replaceable; an empty part is left out."""
    return "\n".join(part for part in (head, title, salutation, opening, body, end, note, foot) if part)


def one_line(text: str) -> str:
    """The same page from an extraction that lost its lines."""
    return " ".join(text.split())


def words(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())
