"""Pages of content systems: the letter whole, with what names it, without furniture."""

import contextlib
import html
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.errors import NoTextInside, NotText
from cases.intake.formats_html import declared_charset, looks_like_html, read_html

TITLE = "市民政局关于市政协第88号提案的答复"
LETTER = [
    "赵敏委员:",
    "您提出的《关于增加助餐点的提案》收悉，经研究，现答复如下:",
    "一、已经做的工作",
    "去年全市新增助餐点四十六个，服务老年人三万余人次，得到居民的好评。",
    "二、下一步打算",
    "今年年底前再建助餐点六十个，并对经营困难的给予补助。",
    "感谢您对养老服务工作的关心！",
    "市民政局",
    "2024年5月8日",
    "(联系人:钱工，联系电话:88001234)",
]
FURNITURE = ["无障碍浏览", "热点新闻", "版权所有", "扫一扫在手机打开", "上一篇", "政务服务"]


def page(wrap: str, body: str, *, meta: str = "") -> str:
    """A page as public bodies publish them: menus, path, fields, letter, neighbours, footer."""
    menu = "".join(
        f"<li><a href=/c{i}>{name}</a></li>" for i, name in enumerate(["首页", "政务公开", "政务服务", "互动交流"] * 3)
    )
    news = "".join(f"<li><a href=/n{i}>我市召开第{i}次重点工作推进会部署任务</a></li>" for i in range(9))
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE}</title>{meta}<script>var 甲=1</script></head><body>"
        f"<div class=top>无障碍浏览 长者模式</div><ul class=menu>{menu}</ul>"
        "<div class=crumb>当前位置：<a>首页</a> &gt; <a>政府信息公开</a> &gt; <a>建议提案办理</a></div>"
        "<table class=fields><tr><td>索 引 号：</td><td>330-2024-01</td>"
        "<td>公开日期：</td><td>2024-05-20</td></tr></table>"
        f"<div class=main><div class=left><h1>{TITLE}</h1><div class=info><span>发布时间：2024-05-20</span>"
        f"<span>来源：市民政局</span></div>{wrap.format(body)}"
        "<div class=share>分享到：<a>微博</a> 打印</div><div>上一篇：<a>关于第87号提案的答复</a></div></div>"
        f"<div class=right><h3>热点新闻</h3><ul>{news}</ul></div></div>"
        "<div class=foot>版权所有 某市政府 备案号001 扫一扫在手机打开</div></body></html>"
    )


WRAPS = {
    "zoom": "<div id=zoom>{}</div>",
    "trs": "<div class='view TRS_UEDITOR trs_paper_default'><div class=TRS_Editor>{}</div></div>",
    "ucap": "<div id=UCAP-CONTENT>{}</div>",
    "unnamed": "<div class=x17>{}</div>",
    "table": "<table><tr><td>{}</td></tr></table>",
}
BODIES = {
    "paragraphs": "".join(f"<p style='text-indent:2em'>{html.escape(line)}</p>" for line in LETTER),
    "breaks": "<br/>".join("&nbsp;&nbsp;" + html.escape(line) for line in LETTER),
    "divs": "".join(f"<div><span>{html.escape(line)}</span></div>" for line in LETTER),
}


@pytest.mark.parametrize(("wrap", "body"), list(itertools.product(WRAPS, BODIES)))
def test_the_letter_is_whole_with_its_fields_and_without_furniture(wrap, body):
    found = read_html("a.html", page(WRAPS[wrap], BODIES[body]).encode())
    lines = [line.strip("\u00a0 ") for line in found.text.splitlines()]
    start = lines.index(LETTER[0])
    assert lines[start : start + len(LETTER)] == LETTER
    assert lines[:start] == [
        "当前位置：首页 > 政府信息公开 > 建议提案办理",
        "索 引 号：330-2024-01",
        "公开日期：2024-05-20",
        TITLE,
        "发布时间：2024-05-20 来源：市民政局",
    ]
    assert [word for word in FURNITURE if word in found.text] == []


def test_proposal_and_reply_in_two_containers_are_both_read():
    ask = "<p>我们建议在城北增设两处日间照料点，方便独居老人就近休息。</p>" * 3
    answer = BODIES["paragraphs"]
    body = f"<h3>提案内容</h3><div class=TRS_Editor>{ask}</div><h3>答复内容</h3><div class=TRS_Editor>{answer}</div>"
    text = read_html("a.html", page("<div>{}</div>", body).encode()).text
    assert "日间照料点" in text
    assert LETTER[5] in text
    assert text.index("提案内容") < text.index("日间照料点") < text.index("答复内容") < text.index(LETTER[5])


def test_lists_of_links_within_the_article_go_and_annexes_stay():
    related = "<h3>相关文档</h3><a href=1>关于第7号提案的答复</a><a href=2>关于第8号提案的答复</a>"
    annex = "<p><a href=3>附件：名单.docx</a></p>"
    tools = "<div><a href=0>打印</a> <a href=1>关闭</a></div>"
    text = read_html("a.html", f"<div class=x>{BODIES['paragraphs']}{tools}{related}{annex}</div>".encode()).text
    assert text.splitlines() == [*LETTER, "附件：名单.docx"]


def test_a_link_that_is_never_closed_costs_no_word():
    for tag in ("<a href=x>", "<a name=x>"):
        text = read_html("a.html", f"{tag}{BODIES['paragraphs']}".encode()).text
        assert text.splitlines() == LETTER


def test_tabs_side_by_side_are_no_field():
    text = read_html(
        "a.html", f"<div><span>答复内容</span><span>建议内容</span></div>{BODIES['paragraphs']}".encode()
    ).text
    assert text.splitlines()[0] == "答复内容 建议内容"


def test_meta_and_title_are_kept_by_lower_case_name():
    meta = (
        '<meta name="ArticleTitle" content="甲"><meta name="PubDate" content="2024-05-20"><meta name=pubdate content=x>'
    )
    found = read_html("a.html", page(WRAPS["zoom"], BODIES["breaks"], meta=meta).encode())
    assert found.meta == {"title": TITLE, "articletitle": "甲", "pubdate": "2024-05-20"}


@pytest.mark.parametrize(("declared", "encoding"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("big5", "big5")])
def test_the_declared_charset_is_honoured(declared, encoding):
    source = page(
        WRAPS["zoom"],
        BODIES["paragraphs"],
        meta=f'<meta http-equiv=Content-Type content="text/html; charset={declared}">',
    )
    source = source if encoding != "big5" else "<p>關於提案的答覆</p><p>本局將持續辦理。</p>"
    text = read_html("a.html", source.encode(encoding)).text
    assert (LETTER[5] in text) or ("本局將持續辦理" in text)


def test_charset_is_found_in_both_spellings():
    assert declared_charset(b"<meta charset='gbk'>") == "gbk"
    assert declared_charset(b'<META content="text/html; charset=GB2312" http-equiv=x>') == "GB2312"
    assert declared_charset(b"<p>charset=gbk") is None


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "<!DOCTYPE html><p>", True),
        ("a.txt", "<div>甲</div>", True),
        ("a.htm", "甲<br>乙", True),
        ("a.txt", "甲<br>乙", False),
        ("a.txt", "<见附件>甲", False),
        ("a.html", "甲乙", False),
        ("a.txt", "正文<!--EndFragment-->", False),
    ],
)
def test_content_decides_what_is_a_page(name, text, expected):
    assert looks_like_html(name, text) is expected


def test_a_page_without_words_is_said_to_be_so():
    with pytest.raises(NoTextInside):
        read_html("a.html", b"<html><body><script>go()</script><img src=x></body></html>")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(NotText, NoTextInside):
        assert read_html("a.html", b"<html>" + data).text.strip()
