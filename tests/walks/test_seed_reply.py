"""A real proposal answered: entered from paper, given out, discussed, drafted, checked, approved, signed and printed.

The words of proposal and reply come from a published page in the folder of samples, which names them by its fields.
"""

import io
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from tests.walks import steps
from tests.walks.steps import Stage, done

SIGNERS = ("祁云峰", "温岚", "闵思远")
WRITER, CLERK, HELPER, OFFICE, DEPUTY = "路明秋", "简安宁", "岑立夏", "闻静姝", "林望舒"
OPENING = "您提出的意见收悉。经会同市财政局研究，现答复如下："
UNCHECKED = "【待核实：补助资金的数额】"


@dataclass
class Proposal:
    """title, three boxes and, of the published reply, the paragraphs from its first heading on."""

    title: str
    situation: str
    analysis: str
    recommendations: str
    reply: str


@pytest.fixture(scope="module")
def proposal():
    folder = os.environ.get("DAFU_SAMPLES")
    if not folder:
        pytest.skip("DAFU_SAMPLES names no folder of sample documents")
    for path in sorted(Path(folder, "seeds").glob("*.txt")):
        found = parted(path.read_text(encoding="utf-8"))
        if found:
            return found
    pytest.skip("no sample has a proposal and its reply in fields of their own")


def parted(text):
    """A page with the fields 提案内容 and 答复内容; None for any other."""
    fields = re.search(r"\n标题\n(.+)\n提案内容\n(.+)\n承办单位\n.+\n答复内容\n(.+)", text, re.S)
    if not fields:
        return None
    boxes = re.split(r"\n[一二三]、[^\n]{2,30}\n", fields[2])
    if len(boxes) != 4:
        return None
    about = fields[1].strip().removeprefix("关于").removesuffix("建议").removesuffix("的")
    reply = [line.strip() for line in fields[3].split("\n")]
    first = next(at for at, line in enumerate(reply) if line.startswith("一、"))
    words = [line for line in reply[first:] if line and not line.startswith("扫一扫")]
    return Proposal(about, *(box.strip() for box in boxes[1:]), "\n".join(words))


@pytest.fixture
def stage(walk):
    """The people of the demonstration before the running site."""
    return Stage(walk)


def entered(stage, proposal):
    """The office types a paper in for its writer, who says that it is his."""
    page = stage.on(OFFICE, "/submissions/new")
    page.fill("#who", DEPUTY)
    page.click("text=开始写")
    page.wait_for_selector("#draft")
    case = int(re.search(r"/submissions/(\d+)/edit", page.url)[1])
    for name in ("title", "situation", "analysis", "recommendations"):
        page.fill(f"#{name}", getattr(proposal, name))
    steps.picture(page, "seed-01-entered")
    page.click("button:text-is('保存')")
    done(page, "草稿已保存")
    page.goto(page.url.replace("/edit", "/check"))
    page.click("button:has-text('提交')")
    done(page, "已提交")
    own = stage.on(DEPUTY, f"/submissions/{case}")
    steps.picture(own, "seed-02-confirm-entry")
    own.click("button:has-text('确认')")
    done(own, "谢谢您的确认")
    return case


def drafted(stage, case, proposal):
    """Written in two goes: the head and the first part, then the rest; the second time nothing is left unchecked."""
    page = steps.part_of(stage, WRITER, case, "起草答复")
    steps.picture(page, "seed-05-begin-draft")
    page.click("main form button >> nth=-1")
    page.wait_for_selector("#draft")
    reply = page.url.rpartition("/")[2].split("?")[0]
    first, _, rest = proposal.reply.partition("\n二、")
    page.fill("#body", f"{OPENING}\n{first}\n{UNCHECKED}")
    page.click("button[name=go][value='']")
    done(page, "草稿已保存")
    steps.picture(page, "seed-06-half-draft")
    page.goto(page.url.split("?")[0] + "/check")
    stops = page.locator("#look-head ~ .findings .tag.red")
    assert "待核实" in page.inner_text("main")
    assert stops.count() > 1
    assert page.locator("button:text-is('送审')").count() == 0
    steps.picture(page, "seed-07-check-red")
    corrected(stage, reply)
    page = stage.on(WRITER, f"/drafts/{reply}")
    page.fill("#body", f"{OPENING}\n{first}\n二、{rest}\n感谢您对我市养老托育工作的关心和支持。")
    for box in page.query_selector_all("input[name=answered]"):
        box.check()
    for name, said in (("result_class", "B"), ("disclosure", "proactive")):
        page.select_option(f"#{name}", said)
    page.fill("#contact_person", WRITER)
    page.fill("#contact_phone", "0571-55501102")
    page.click("button[name=go][value='']")
    done(page, "草稿已保存")
    return reply


def corrected(stage, reply):
    """Two points that are one matter become one: the empty line between them is taken out."""
    page = stage.on(WRITER, f"/drafts/{reply}/points")
    cut = page.input_value("#points").split("\n\n")
    steps.picture(page, "seed-08-points")
    page.fill("#points", "\n\n".join([cut[0] + "\n" + cut[1], *cut[2:]]))
    page.click("form.card button >> nth=0")
    done(page, "要点已按您分的保存")
    assert page.locator("input[name=answered]").count() == len(cut) - 1


def marked(stage, reply):
    """What the helper advised is taken up."""
    page = stage.on(WRITER, f"/drafts/{reply}")
    page.locator("#opinions summary:text-is('标注')").first.click()
    page.locator("#opinions input[value=adopted]").check()
    page.locator("#opinions details[open] button").first.click()
    done(page, "已标注")


def cosigned(stage, reply):
    """The helper reads the final words and agrees."""
    page = stage.on(WRITER, f"/drafts/{reply}")
    page.click("button:has-text('送会签')")
    done(page, "正在会签")
    page = stage.on(HELPER, f"/opinions/{reply}/cosign")
    steps.picture(page, "seed-10-cosign")
    page.click("button:has-text('同意') >> nth=0")
    done(page, "已会签")


def kept(page, link):
    """A file that the page gives out, as bytes; kept with the pictures where these are wanted."""
    with page.expect_download() as waiting:
        page.click(link)
    data = Path(waiting.value.path()).read_bytes()
    if folder := os.environ.get("DAFU_PICTURES"):
        Path(folder, f"seed-reply{Path(waiting.value.suggested_filename).suffix}").write_bytes(data)
    return data


def bare(text):
    """Words without what a line break may add or take away."""
    return "".join(text.split())


def test_a_real_proposal_is_answered_to_the_signature(stage, proposal):
    case = entered(stage, proposal)
    steps.review_and_file(stage, OFFICE, case, "社会建设")
    steps.assign(stage, case, "lead_co", ["民政局", "财政局"])
    for who in (CLERK, HELPER):
        steps.accept(stage, who, case)
    steps.picture(stage.on(CLERK, f"/cases/{case}"), "seed-03-accepted")
    steps.give_opinion(stage, HELPER, case, "补助资金在年度预算内统筹安排，建议按实际服务人次结算。")
    steps.meet(stage, WRITER, case, "当面听取了对答复思路的意见。")
    steps.picture(stage.on(WRITER, f"/cases/{case}"), "seed-04-met")
    reply = drafted(stage, case, proposal)
    marked(stage, reply)
    page = stage.on(WRITER, f"/drafts/{reply}")
    steps.picture(page, "seed-08-whole-draft")
    page.goto(page.url + "/check")
    steps.picture(page, "seed-09-check")
    promises = page.locator("#promises > li a").all_inner_texts()
    assert len(promises) > 3
    page = stage.on(WRITER, f"/papers/reply?case={case}&of={reply}")
    assert page.locator(".paper-pages img").count() >= 6
    assert "未签发" in page.inner_text("main")
    steps.picture(page, "seed-10-preview")
    cosigned(stage, reply)

    page = steps.ask_approval(stage, WRITER, reply)
    steps.picture(page, "seed-11-asked")
    steps.picture(stage.on(SIGNERS[0], "/approvals"), "seed-12-approvals")
    steps.picture(stage.on(SIGNERS[0], f"/approvals/{reply}"), "seed-13-approval")
    steps.approve(stage, SIGNERS, reply)
    steps.picture(stage.on(SIGNERS[-1], f"/approvals/{reply}"), "seed-14-signed")
    steps.send(stage, CLERK, reply)

    page = stage.on(CLERK, f"/cases/{case}")
    number = re.search(r"\S{1,8}〔\d{4}〕\d+号", page.inner_text("main"))[0]
    steps.picture(page, "seed-15-sent")
    assert all(one in page.inner_text("main") for one in promises)
    page = stage.on(CLERK, f"/papers/reply?case={case}&of={reply}")
    steps.picture(page, "seed-16-paper")
    pdf = PdfReader(io.BytesIO(kept(page, "text=下载 PDF")))
    said = bare("".join(one.extract_text() for one in pdf.pages))
    word = [one.text for one in Document(io.BytesIO(kept(page, "text=下载 Word"))).paragraphs]
    assert bare(number) in said
    assert number in word
    for line in proposal.reply.split("\n"):
        assert bare(line)[:20] in re.sub("—[0-9]+—", "", said)
        assert line in word
