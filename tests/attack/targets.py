"""What is fed with any bytes at all: each function reads them as its part of the program does and holds its laws."""

from collections.abc import Callable

from cases import notation
from cases.errors import CaseError
from cases.importing.parsing import parse
from cases.intake.formats_draft import read_pasted
from cases.intake.formats_sheet import read_tables
from cases.intake.sources import read_document
from cases.reading.dates import find_dates, find_lost
from cases.reading.numerals import to_int
from search.query import MAX_WORDS, plan_of, words_of
from server.forms import check_writable, day_of, text_of, whole_of
from server.uploads import LONGEST_BYTES, safe_name
from tests.attack.hostile_queries import by_hand
from tests.attack.hostile_traps import KEPT, NUMBERS

LETTER = """关于增设社区食堂的答复
北苑区民政局
答复〔2024〕18号
沈听澜委员：
您提出的第107号提案收悉，现答复如下：
一、已建成食堂12处，投入350万元，覆盖率达到86.5%。
二、2025年底前再建5处，每处补助20万元。
感谢您对民政工作的关心。
联系人：何知秋  联系电话：0571-00000000
2024年6月30日
"""
PAGE = "<html><body><h1>关于食堂的答复</h1><table><tr><td>索引号</td><td>1</td></tr></table><p>{}</p></body></html>"


def importer(data: bytes) -> None:
    """A text or a page, read and taken apart; what is quoted stands where it is said to stand."""
    try:
        raw = read_document("来文.txt", data[:100_000])
    except CaseError:
        return
    parsed = parse(raw)
    assert parsed is not None


def pasted(data: bytes) -> None:
    """A clipboard: what comes of it is notation that is read again as it is."""
    try:
        text = read_pasted("剪贴板", data[:60_000]).text
    except CaseError:
        return
    assert "\r" not in text
    notation.blocks_of(text)


def table(data: bytes) -> None:
    """A CSV."""
    try:
        read_tables("表.csv", data.removeprefix(b"PK"))
    except CaseError:
        return


def query(data: bytes) -> None:
    """A question: no more words than are looked at, each said plainly."""
    text = data.decode("utf-8", "surrogatepass" if b"\xed" in data and _decodes(data) else "replace")
    plan = plan_of(text)
    assert len(plan.wanted) <= MAX_WORDS
    assert all(words_of(text)) or not words_of(text)


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def numbers(data: bytes) -> None:
    """Numbers and days in a text and alone; what is found is where it is said to be."""
    text = data.decode("utf-8", "replace")
    for found in (*find_dates(text), *find_lost(text)):
        assert 0 <= found.start < found.end <= len(text)
    to_int(text[:40])
    whole = whole_of(text[:40], least=0, most=99)
    assert whole is None or 0 <= whole <= 99
    day_of(text[:20])


def name(data: bytes) -> None:
    """A file's name: harmless, and cleaned once is clean."""
    safe = safe_name(data.decode("utf-8", "replace"))
    assert safe == safe_name(safe)
    assert safe not in ("", ".", "..")
    assert not {"/", "\\", "\0"} & set(safe)
    assert len(safe.encode()) <= LONGEST_BYTES + 50


def marks(data: bytes) -> None:
    """The notation of drafts: any text is blocks, and the blocks are a text again."""
    text = data.decode("utf-8", "replace")
    blocks = notation.blocks_of(text)
    assert notation.blocks_of(notation.text_of(blocks)) == blocks
    plain = notation.plain_of(text)
    assert len(plain.text) <= len(text) + text.count("\n") + 1


def form(data: bytes) -> None:
    """A line of a form."""
    text = data.decode("utf-8", "replace")
    line = text_of(text)
    assert line == text_of(line)
    try:
        check_writable([("text", text)])
    except CaseError as said:
        assert "U+" in str(said)


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (importer, pasted, table, query, numbers, name, marks, form)
}


def seeds(target: str) -> list[bytes]:
    """What a target begins with: our own words, and the traps of the other attacks."""
    pages = [LETTER, PAGE.format(LETTER), PAGE.format("<b>甲</b><ul><li>乙" * 9)]
    said = {
        "importer": pages, "pasted": pages, "marks": ["〖重点〗一般\n｜甲｜乙｜\n｜1｜2｜\n完", LETTER, *KEPT],
        "table": ["案号,案由\n1,甲\n", '"a""b";c\r\n;\r\n', "\ufeff甲\t乙\n"],
        "query": [text for _, text in by_hand()],
        "numbers": [LETTER, "二〇二四年六月三十日", "2024-6-30至7月1日", *NUMBERS],
        "name": ["来信.docx", "../a", "CON.txt", *KEPT],
        "form": ["林 晓敏", *KEPT],
    }  # fmt: skip
    return [text.encode("utf-8", "surrogatepass") for text in said[target]]
