"""Saved web pages: the article with the lines that say what it is, without menus, lists of links and footers."""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser

from cases.errors import NoTextInside
from cases.intake.field_names import FIELD_LABELS, is_label
from cases.intake.formats_text import FileText, decode
from cases.intake.html_lines import Block, Flat, Line, flatten
from cases.intake.html_tags import check_tags

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_-]{1,30})""", re.I)
_HEAD_BYTES = 8192
_OPENS_LIKE_HTML = re.compile(
    r"\s*<(?:!doctype\s+html|!--|html|head|body|meta|title|div|p|span|table|h[1-6]|br|font|article|section|script|style)"
    r"[\s>/\-]",
    re.I,
)
_HTML_TAG = re.compile(r"<(?:html|body|head)[\s>]", re.I)
_ANY_TAG = re.compile(r"</?(?:p|div|br|td|span|table|h[1-6]|a|li|font)[\s>/]", re.I)

# Names that the content systems of public bodies give the element with the article.
_ARTICLE_IDS = """
zoom ucap-content trs_editor trs_editor_view trs_ueditor article article-content article_content
articlecontent article-body articlebody article-con article_con articlecon artibody arti_content art_con
art-content art_content news_content newscontent news-content news_cont news_cont_d_wrap newstext news_txt
pages_content pages-content vsb_content v_news_content wp_articlecontent xl_content xl-content xxgk_content
gknbxq_detail zwxl-article detail-content detail_content detailcontent info-content info_content
content-detail cont_txt conttxt con_txt contenttext content_text content-text contentbox easysite-news-text
ewb-article-info infodetail wz_content wzcontent wenzhang zw_content zwcontent mainbody maintext main-text
main_txt textcontent txt_con txtcon bt-content bt_content view_content viewcontent scroll_cont ivs_content
editor-content zoomcon newscontnet zfxxgk_zw_content fontzoom print-content printcontent
"""
_ARTICLE_NAMES = frozenset(_ARTICLE_IDS.split())
# Below this an element with a known name is an empty frame or a summary.
_ARTICLE_CHARS = 60
_BREADCRUMB = re.compile(
    r"当前位置|您的位置|您现在的位置|你现在的位置|所在位置|现在位置|^位置[:：]|首页\s{0,3}(?:[>»›＞/→|]|&gt;)"
)
_ARROW = re.compile(r"[>»›＞/→\s|-]{1,5}")
_BOILERPLATE = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|网站地图|友情链接|相关链接|上一[篇条]|下一[篇条]|分享到|热点新闻|推荐阅读|相关阅读|相关文章|"
    r"联系我们|网站声明|主办单位?[:：].{0,30}承办|技术支持[:：]|扫一扫|打印本页|关闭窗口|返回顶部"
)
_LABELLED = re.compile(
    r"(?:^|[\s\u3000|【\[])([\u4e00-\u9fff](?:[ \u3000\xa0]{0,3}[\u4e00-\u9fff]){1,7})[ \u3000\xa0]{0,3}[:：]"
)
_NAMES_A_SUBMISSION = re.compile(r"答复|复函|提案|建议|议案|会办|协办|函复|代表|委员")
_IS_ANNEX = re.compile(r"附件|\.(?:docx?|pdf|xlsx?|wps|ofd|zip|rar)\b", re.I)
_LIST_HEADING = re.compile(r"(?:相关|热点|推荐|最新|更多)(?:文档|信息|稿件|新闻|链接|文章|阅读|内容|附件)?[:：>]{0,3}")
_AFTER_ARTICLE = re.compile(r"联系人|联系电话|联系方式|^附件|此件|公开发布|依申请公开|抄送|签发")


def looks_like_html(name: str, text: str) -> bool:
    """True where the text is a page: by how it begins, or by its tags where also the name says so."""
    if _OPENS_LIKE_HTML.match(text) or _HTML_TAG.search(text, 0, 4096):
        return True
    return name.lower().endswith((".htm", ".html", ".xhtml", ".shtml")) and bool(_ANY_TAG.search(text, 0, 65536))


def declared_charset(data: bytes) -> str | None:
    """The encoding that the head of a page states."""
    match = _CHARSET.search(data, 0, _HEAD_BYTES)
    return match[1].decode("ascii") if match else None


def read_html(name: str, data: bytes) -> FileText:
    """The article of a page with the metadata lines before it. Raises NotText, NoTextInside, TooMuchText."""
    decoded = decode(name, data, declared_charset(data))
    check_tags(name, decoded.text)
    tree = LexborHTMLParser(decoded.text)
    lines = article_lines(flatten(tree, name))
    if not lines:
        raise NoTextInside(name)
    return FileText("\n".join(lines) + "\n", decoded.encoding, decoded.flags, _meta(tree))


def article_lines(flat: Flat) -> list[str]:
    """Lines that belong to the article: before it what names it, then all of it, after it contact and notes."""
    main = _article(flat)
    if main is None:
        return [line.text for line in flat.lines]
    first, last = _widened(flat, main)
    lines = flat.lines
    return [*_chosen(lines[:first], _names_article), *_within(lines[first:last]), *_after(lines[last:])]


def _article(flat: Flat) -> Block | None:
    """The block of the article: one with a known name, else the one with most prose and fewest links."""
    named = [b for b in flat.blocks if b.names & _ARTICLE_NAMES and b.chars >= _ARTICLE_CHARS and b.links * 2 < b.chars]
    if named:
        first, last = min(b.first for b in named), max(b.last for b in named)
        around = [b for b in flat.blocks if b.first <= first and b.last >= last and b.links * 3 < b.chars]
        return max(around, key=lambda b: b.depth, default=None) or max(named, key=lambda b: b.prose)
    best, best_score = None, 0.0
    for block in flat.blocks:
        score = (block.prose - 3 * block.links) * (1.0 if block.biggest < 0.9 * block.prose else 0.5)
        if score > best_score:
            best, best_score = block, score
    return best


def _widened(flat: Flat, main: Block) -> tuple[int, int]:
    """Lines of the article grown to the blocks around it, as long as they add neither links nor page furniture."""
    first, last = main.first, min(main.last, len(flat.lines))
    around = [b for b in flat.blocks if b.first <= first and b.last >= last and b.depth < main.depth]
    for block in sorted(around, key=lambda b: -b.depth):
        end = min(block.last, len(flat.lines))
        added = [*flat.lines[block.first : first], *flat.lines[last:end]]
        links = sum(line.links for line in added)
        if links > 10 + 0.2 * sum(len(line.text) for line in added):
            break
        if any(_BOILERPLATE.search(line.text) for line in added):
            break
        first, last = block.first, end
    return first, last


def _chosen(lines: list[Line], wanted: Callable[[Line], bool]) -> list[str]:
    """The path of columns on one line, every line that is wanted, and the value below the name of a field."""
    kept: list[str] = []
    in_path = in_field = False
    for line in lines:
        text = line.text
        if _BREADCRUMB.search(text):
            kept.append(text)
            in_path, in_field = True, False
        elif in_path and (line.links or _ARROW.fullmatch(text)) and len(text) <= 40:
            kept[-1] += text if _ARROW.fullmatch(text) or kept[-1].endswith((">", "：", ":", " ")) else f" > {text}"
        elif in_field or wanted(line):
            kept.append(text)
            in_path, in_field = False, not in_field and is_label(text)
        else:
            in_path = False
    return kept


def _within(lines: list[Line]) -> list[str]:
    """The article without the lists of links that stand in its block; nothing is left out where all seems a link,
    for then it is an unclosed tag."""
    links = sum(line.links for line in lines)
    if links * 3 > sum(len(line.text) for line in lines):
        return [line.text for line in lines]
    return _chosen(lines, lambda line: not _is_furniture(line))


def _is_furniture(line: Line) -> bool:
    """A line of nothing but links that names no annex, or the heading of such lines."""
    text = line.text
    if _IS_ANNEX.search(text) or "。" in text or len(text) > 120:
        return False
    return line.links >= 0.9 * len(text.replace(" ", "")) or bool(_LIST_HEADING.fullmatch(text))


def _names_article(line: Line) -> bool:
    text = line.text
    if line.links * 2 > len(text):
        return False
    if line.heading and len(text) >= 8:
        return True
    if is_label(text) or any(re.sub(r"\s", "", m[1]) in FIELD_LABELS for m in _LABELLED.finditer(text[:500])):
        return not _BOILERPLATE.search(text)
    return not line.links and len(text) >= 8 and bool(_NAMES_A_SUBMISSION.search(text))


def _after(lines: list[Line]) -> list[str]:
    """What may still belong to the letter after its container closed, up to the furniture of the page."""
    kept: list[str] = []
    for line in lines:
        if _BOILERPLATE.search(line.text):
            break
        is_prose = len(line.text) >= 20 and "。" in line.text
        if not line.links and (is_prose or _AFTER_ARTICLE.search(line.text)):
            kept.append(line.text)
    return kept


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """Name and content of every <meta>, the first of a name wins; <title> as "title"."""
    found: dict[str, str] = {}
    title = tree.css_first("title")
    if title is not None and title.text().strip():
        found["title"] = " ".join(title.text().split())
    for node in tree.css("meta"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").strip().lower()
        content = (node.attributes.get("content") or "").strip()
        if name and content and len(found) < 100:
            found.setdefault(name[:80], content[:2000])
    return found
