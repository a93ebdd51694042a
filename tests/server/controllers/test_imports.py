"""Upload, watch, settle, retry: what staff does with files."""

import asyncio
import re

import pytest

from cases.queries.imports import run_list
from tests.samples import NURSERY
from tests.server.conftest import SAME_SITE

pytestmark = pytest.mark.anyio

NEW = (
    NURSERY.replace("钱塘6号", "钱塘8号")
    .replace("多办家门口普惠托育点", "延长托育园开放时间")
    .replace("800个", "640个")
)
STRANGE = (
    NEW.replace("钱塘8号", "钱塘9号")
    .replace("延长", "错开")
    .replace("杭州市卫生健康委员会", "杭州市银发经济促进办公室")
)


async def upload(staff, *files, dry=False):
    """Send files; returns the answer."""
    parts = [("files", (name, data.encode() if isinstance(data, str) else data)) for name, data in files]
    data = {"dry": "1"} if dry else {}
    return await staff.post("/imports", data, token=await staff.token("/imports"), files=parts)


async def finished(staff, answer):
    """The page of a run once it has ended."""
    assert answer.status_code == 303
    for _ in range(300):
        page = (await staff.get(answer.headers["location"])).text
        if "hx-trigger" not in page:
            return page
        await asyncio.sleep(0.1)
    raise AssertionError("the run did not end")


async def test_an_uploaded_reply_is_kept_and_can_be_read(staff):
    page = await finished(staff, await upload(staff, ("new.txt", NEW)))
    assert "新入库 1" in page
    case = re.search(r'href="(/cases/\d+)"', page).group(1)
    assert "640个" in (await staff.get(case)).text


async def test_the_same_file_again_changes_nothing(staff):
    await finished(staff, await upload(staff, ("new.txt", NEW)))
    assert "内容未变 1" in await finished(staff, await upload(staff, ("other name.txt", NEW)))


async def test_a_trial_keeps_nothing(staff):
    answer = await upload(staff, ("new.txt", NEW), ("empty.txt", " "), dry=True)
    assert answer.status_code == 200
    assert "新入库 1" in answer.text
    assert "空文件" in answer.text
    assert "延长托育园" not in (await staff.client.get("/cases/")).text


async def test_one_bad_file_is_one_problem_with_its_sentence(staff):
    page = await finished(
        staff, await upload(staff, ("bad.docx", b"PK\x03\x04 no"), ("new.txt", NEW), ("zero.txt", ""))
    )
    assert "新入库 1" in page
    assert "未能导入 2" in page
    assert "空文件" in page
    assert "重试" in page


async def test_without_a_file_the_form_comes_back_and_says_so(staff):
    answer = await staff.post("/imports", token=await staff.token("/imports"))
    assert answer.status_code == 422
    assert "还没有选文件" in answer.text


async def test_an_unknown_unit_is_settled_once(staff):
    page = await finished(staff, await upload(staff, ("strange.txt", STRANGE)))
    problem = re.search(r'href="(/imports/problems/\d+)"', page).group(1)
    form = (await staff.get(problem)).text
    assert "银发经济促进办公室" in form
    unit = re.search(r'<option value="(\d+)">杭州市民政局</option>', form).group(1)
    token = await staff.token(problem)
    nothing = await staff.post(problem, {"department": ""}, token=token)
    assert nothing.status_code == 422
    done = await staff.post(problem, {"department": unit, "back": "/imports"}, token=token)
    assert done.status_code == 303
    assert "已处理" in (await staff.get(problem)).text
    again = await staff.post(problem, {"department": unit}, token=token)
    assert again.status_code == 409


async def test_a_failed_file_can_be_tried_again(staff):
    page = await finished(staff, await upload(staff, ("zero.txt", "")))
    retry = re.search(r'action="(/imports/items/\d+/retry)"', page).group(1)
    done = await staff.post(retry, {"back": "/imports"}, token=await staff.token("/imports"))
    assert done.status_code == 303


async def test_the_progress_is_a_fragment_until_the_end(staff):
    answer = await upload(staff, ("new.txt", NEW))
    await finished(staff, answer)
    part = await staff.get(answer.headers["location"] + "/progress", HX_Request="true")
    assert part.headers["hx-refresh"] == "true"
    assert part.text.strip().startswith('<div id="progress"')


async def test_stopping_an_ended_run_is_harmless(staff):
    answer = await upload(staff, ("new.txt", NEW))
    await finished(staff, answer)
    stopped = await staff.post(answer.headers["location"] + "/stop", token=await staff.token("/imports"))
    assert stopped.status_code == 303


async def test_an_upload_that_is_sent_twice_is_one_run(staff):
    token, runs = await staff.token("/imports"), await run_count(staff)
    form = {"token": token, "key": "k" * 16}
    file = {"files": ("a.txt", "无关的文字。".encode())}
    sent = [await staff.client.post("/imports", data=form, files=file, headers=SAME_SITE) for _ in range(2)]
    assert sent[0].status_code == 303
    assert sent[1].headers["location"] == sent[0].headers["location"]
    assert await run_count(staff) == runs + 1


async def run_count(staff):
    return len(await run_list(actor=staff.actor))
