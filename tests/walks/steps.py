"""The steps of a case as people take them on the pages: each by somebody of the demonstration, by clicks alone."""

import os
import re
import threading
import time
from contextlib import nullcontext
from pathlib import Path

import uvicorn

from cases import clock
from server.app import create_app
from server.settings import Settings

TODAY = time.strftime("%Y-%m-%d")
LETTER = """您提出的意见收悉。经会同有关单位研究，现答复如下：
一、已经做到的。第一批三处已经开放，费用由街道承担。
二、没有采纳的。全部免费的意见受财力所限没有采纳，已当面说明理由。
感谢您对这项工作的关心。"""


class Site:
    """A site that can be stopped and started again at another time, at the same address."""

    def __init__(self, folder, url):
        self.settings, self.port = Settings(folder, url, demo=True), 0

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, day=None):
        config = uvicorn.Config(create_app(self.settings), host="127.0.0.1", port=self.port, log_level="error")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self._run, args=(day,), daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        return self

    def stop(self):
        self.server.should_exit = True
        self.thread.join(15)

    def _run(self, day):
        with clock.at(day) if day else nullcontext():
            self.server.run()


class Stage:
    """Everybody who acts, each in a browser of his own, entered by name. scripts: whether the browsers run them."""

    def __init__(self, walk, *, scripts=True):
        self.walk, self.scripts, self.walkers = walk, scripts, {}

    def on(self, name, path):
        """A page as somebody of the demonstration sees it."""
        if name not in self.walkers:
            self.walkers[name] = self.walk(java_script_enabled=self.scripts).enter(name)
        return self.walkers[name].open(path)

    def leave(self):
        """Everybody closes his browser; who comes again enters again."""
        for walker in self.walkers.values():
            walker.page.context.clear_cookies()
        self.walkers.clear()


def picture(page, name):
    """Pictures at both sizes where DAFU_PICTURES names a folder."""
    folder = os.environ.get("DAFU_PICTURES")
    if not folder:
        return
    for width, height in ((360, 640), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def done(page, words):
    """The page says that the act was done."""
    page.wait_for_selector(f"#flash:has-text('{words}'), main:has-text('{words}')", timeout=20_000)


def submit(stage, who, title, *, as_="个人"):
    """A submission from the first word to its receipt; the case."""
    page = stage.on(who, "/submissions/new")
    page.check(f"label:has-text('{as_}') input")
    page.click("text=开始写")
    page.wait_for_selector("#draft")
    case = int(re.search(r"/submissions/(\d+)/edit", page.url)[1])
    words = {
        "title": title,
        "situation": "老人和孩子都用得上，但家门口没有。",
        "recommendations": "明年先办三处试一试。",
    }
    for name, said in words.items():
        page.fill(f"#{name}", said)
    page.click("button:text-is('保存')")
    done(page, "草稿已保存")
    page.goto(page.url.replace("/edit", "/check"))
    page.click("button:has-text('提交')")
    done(page, "已提交")
    assert re.search(r"\d{4}-\d{5}", page.inner_text("main"))
    return case


def review_and_file(stage, who, case, category):
    """The office files it; its number stands on the page."""
    page = stage.on(who, f"/reviews/{case}")
    page.check("input[value=file]")
    page.select_option("#category", category)
    page.click("text=下一步：看告知内容")
    page.wait_for_selector("#told")
    page.click("button:has-text('确定立案')")
    done(page, "已记下审查决定")


def assign(stage, case, kind, units, *, who="钟离远"):
    """The case goes to its units, the first of them leading where others help."""
    page = stage.on(who, f"/assignments/new?case={case}")
    page.check(f"input[name=kind][value={kind}]")
    for unit in units:
        page.fill("#find", unit)
        page.click(".find-unit button:has-text('查找')")
        page.click(f".found-units li:has-text('杭州市{unit}') button >> nth=0")
    page.click("button:text-is('预览')")
    page.click("button:text-is('交办')")
    done(page, "已交办")


def accept(stage, who, case):
    """A unit takes its part on; the address of its part."""
    page = stage.on(who, f"/cases/{case}")
    link = page.locator("a.button:has-text('签收')")
    if link.count():
        link.first.click()
    page.click("button:text-is('签收')")
    done(page, "已签收")


def part_of(stage, who, case, act):
    """The page of an act on somebody's own part, by the bar of the case."""
    page = stage.on(who, f"/cases/{case}")
    page.click(f".act-bar a:has-text('{act}') >> nth=0")
    page.wait_for_load_state()
    return page


def meet(stage, who, case, summary):
    """The unit records a meeting."""
    page = part_of(stage, who, case, "记录沟通")
    page.fill("#summary", summary)
    if page.locator("#met").input_value() == "":
        page.fill("#met", "提案建议人")
    page.click("button:has-text('保存记录')")
    done(page, "已记录沟通")


def give_opinion(stage, who, case, words):
    """A co-handler sends its opinion."""
    page = part_of(stage, who, case, "会办意见")
    page.click("main form button >> nth=-1")
    page.wait_for_selector("#draft")
    page.check("input[name=stance][value=supplement]")
    page.fill("#body", words)
    page.click("text=送出意见")
    done(page, "会办意见已送到主办单位")


def draft_reply(stage, who, case, body=LETTER):
    """A reply that lacks nothing; its number."""
    page = part_of(stage, who, case, "起草答复")
    page.click("main form button >> nth=-1")
    page.wait_for_selector("#draft")
    for box in page.query_selector_all("input[name=answered]"):
        box.check()
    page.select_option("#result_class", "A")
    page.select_option("#disclosure", "proactive")
    page.fill("#contact_person", who)
    page.fill("#contact_phone", "0571-55501102")
    page.fill("#body", body)
    page.check("#no_commitments")
    page.click("button[name=go][value='']")
    done(page, "草稿已保存")
    return page.url.rpartition("/")[2].split("?")[0]


def ask_approval(stage, who, reply):
    """The draft goes up."""
    page = stage.on(who, f"/drafts/{reply}/check")
    for box in page.query_selector_all("input[name=confirmed]"):
        box.check()
    page.click("button:has-text('送审')")
    done(page, "正在审批")
    return page


def approve(stage, signers, reply):
    """Rung after rung agrees, the last signs."""
    for who in signers:
        page = stage.on(who, f"/approvals/{reply}")
        page.click("button[name=decision] >> nth=0")
        page.wait_for_selector("#flash .note.green")


def send(stage, who, reply):
    """The signed letter goes to everybody it is for."""
    page = stage.on(who, f"/drafts/{reply}")
    page.click("text=送出答复")
    done(page, "已送出，等候评价")


def rate(stage, who, reply, score="satisfied"):
    """An addressee says what he thinks of it."""
    page = stage.on(who, f"/ratings/replies/{reply}")
    for name in ("attitude", "result"):
        page.check(f"input[name={name}][value={score}]")
    page.click("text=提交评价")
    done(page, "以这次为准")


def conclude(stage, who, case, *verbs):
    """What the office does with an answered case, one act after the other."""
    page = stage.on(who, f"/conclusions/{case}")
    for verb in verbs:
        page.click(f"button[name=verb][value={verb}]")
        # The page of the act before says the same in green; what has been done is offered no more.
        page.wait_for_selector(f"button[name=verb][value={verb}]", state="detached")
        page.wait_for_selector("#flash .note.green")
    return page
