"""One draft in two windows, and a network that goes: nothing is called saved that is not, and no word is lost."""

from urllib.parse import parse_qs

from tests.walks.test_submission import BOXES, TITLE, begin, saved

SAYING = """() => {
  window.said = [];
  const state = document.querySelector('[data-save-state]'), box = document.querySelector('#situation');
  new MutationObserver(() => window.said.push([state.textContent, box.value]))
    .observe(state, { childList: true, characterData: true, subtree: true });
  box.addEventListener('input', () => setTimeout(() => window.said.push([state.textContent, box.value]), 0));
}"""


def held(page):
    """Every text of the box that the server has said yes to, as they come."""
    texts = set()

    def keep(answer):
        if answer.request.method == "PUT" and answer.status == 200:
            texts.update(parse_qs(answer.request.post_data or "", keep_blank_values=True).get("situation", []))

    page.on("response", keep)
    return texts


def untrue(page, texts):
    """What was called saved and is not with the server."""
    lines = [(said, text) for said, text in page.evaluate("window.said") if said.startswith("已保存")]
    return [text for _, text in lines if text.replace("\r\n", "\n") not in {t.replace("\r\n", "\n") for t in texts}]


def test_two_windows_and_a_network_that_goes(walk):
    first, second = walk(), walk()
    first.enter("邵一诺")
    case_id = begin(first, "individual")
    page = first.page
    texts = held(page)
    page.evaluate(SAYING)
    page.fill("#title", TITLE)
    page.fill("#situation", BOXES["situation"])
    saved(page)
    page.type("#situation", "后来又添了一句。", delay=120)
    saved(page)
    assert untrue(page, texts) == []

    second.enter("邵一诺")
    other = second.open(f"/submissions/{case_id}/edit")
    other.fill("#situation", "另一个窗口里写的话。")
    saved(other)
    mine = BOXES["situation"] + "这个窗口里的话也要留住。"
    page.fill("#situation", mine)
    page.wait_for_selector("[data-conflict]:visible")
    assert "已保存" not in page.inner_text("[data-save-state]")
    first.errors.clear()  # the browser's own line about the 409
    page.reload()
    assert page.input_value("#situation") == "另一个窗口里写的话。"
    assert mine in page.content()

    page.evaluate(SAYING)
    page.context.set_offline(True)
    page.fill("#situation", "断网时写下的话。")
    page.wait_for_selector("[data-save-state]:text-matches('^未保存')")
    assert untrue(page, texts) == []
    page.context.set_offline(False)
    page.evaluate("localStorage.length")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page = first.open(f"/submissions/{case_id}/edit")
    if page.input_value("#situation") != "断网时写下的话。":
        page.click("[data-recover-take]")
        assert page.input_value("#situation") == "断网时写下的话。"
        saved(page)
    page.reload()
    assert page.input_value("#situation") == "断网时写下的话。"
    first.errors.clear()  # the browser's own lines about the network
