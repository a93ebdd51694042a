"""Hostile files at every place that takes files: taken, or refused in a sentence; nothing slow, nothing left.

Each place takes a good file first, so that it is known to look into what it is sent.
"""

import argparse
import asyncio
import re
import resource
import tempfile
from pathlib import Path

import httpx

from cases.intake import isolation, limits
from tests.attack.forms import Browser, Form, crawled, sent_as
from tests.attack.good_files import Fit, fit_for
from tests.attack.hostile_files import TAKEN, Hostile, every
from tests.attack.rows import Row, Watch
from tests.attack.site import furnished_site, running
from tests.walks.pages import visitors

# A file may cost what the limited process may, and the page around it.
SLOWEST = limits.PROCESS_WALL_SECONDS + 5
MOST_MEMORY = 1536 * limits.MB
SENTENCE = re.compile(r"[\u4e00-\u9fff“”][^<>]{4,300}。")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--every", type=int, default=1, help="only every so-manieth file")
    parser.add_argument("--place", default="", help="only places with this in their address")


def run(asked: argparse.Namespace) -> list[Row]:
    files = [*every()][:: asked.every]
    with furnished_site() as (app, _), tempfile.TemporaryDirectory(prefix="dafu-attack-") as scratch:
        tempfile.tempdir = scratch
        rows = asyncio.run(_attacked(app, files, asked.place))
        isolation.stop_idle()
        tempfile.tempdir = None
        return [*rows, _left(app, Path(scratch))]


async def _attacked(app, files: list[Hostile], place: str) -> list[Row]:
    async with running(app) as browser:
        _, forms = await crawled(browser, await visitors(app), each=1)
        return [await _place(browser, form, files) for form in _places(forms) if place in form.action]


def _places(forms: list[Form]) -> list[Form]:
    """One form for each address that takes a file; of the many templates one kind."""
    found: dict[str, Form] = {}
    for form in forms:
        shape = re.sub("[0-9]+", "0", form.action)
        shape = re.sub("/paper_templates/.*", "/paper_templates", shape)
        if form.files and shape not in found:
            found[shape] = form
    return list(found.values())


async def _place(browser: Browser, form: Form, files: list[Hostile]) -> Row:
    row, fit = Row(re.sub("[0-9]+", "0", form.action)), await fit_for(browser, form)
    for file in (Hostile("good", fit.name, fit.name, lambda: fit.data, TAKEN), *files):
        _ = file.data  # what it takes to make is not what it costs to take
        watch = Watch()
        try:
            answer = await _sent(browser, form, file, fit)
        except (UnicodeEncodeError, httpx.InvalidURL):
            row.refused += 1  # no browser could send such a name either
            continue
        row.took(watch.seconds, f"{file.kind}: {file.told}")
        _judge(row, file, answer, watch.seconds)
        if file.kind == "good" and answer.status_code >= 400:
            said = re.findall(SENTENCE, answer.text.partition("<main")[2])
            row.failed(f"a good file, {fit.name}, was answered {answer.status_code}: {' '.join(said)[:200]}")
        if answer.status_code < 400:
            row.taken += 1
            same = [one for one in await browser.forms(form.page) if one.shape == form.shape]
            if not same:
                break  # what was taken has closed the form
            form = same[0]
        else:
            row.refused += 1
    return row


async def _sent(browser: Browser, form: Form, file: Hostile, fit: Fit) -> httpx.Response:
    field = form.files[-1]
    values = sent_as(form, lambda field: field.value or "说明")
    values |= {name: [value] for name, value in fit.values.items()}
    values.pop("dry", None)
    return await browser.send(form, values, [(field.name, (fit.called(file.name), file.data))])


def _judge(row: Row, file: Hostile, answer: httpx.Response, seconds: float) -> None:
    said = f"{file.kind}: {file.told}"
    if answer.status_code >= 500:
        row.failed(f"{said}: answered {answer.status_code}")
    elif answer.status_code >= 400 and not SENTENCE.search(answer.text.partition("<main")[2]):
        row.failed(f"{said}: {answer.status_code} without a sentence")
    if seconds > SLOWEST:
        row.failed(f"{said}: took {seconds:.1f} s")


def _left(app, scratch: Path) -> Row:
    """What must not be left: temporary files, half-written ones, processes; memory beyond the limit."""
    row = Row("left behind", tried=1)
    folder = app.state.settings.files_dir
    left = [path.name for path in scratch.iterdir()]
    left += [path.name for path in folder.rglob(".new-*")]
    if left:
        row.failed(f"files: {left[:5]}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    row.whose = f"peak of the server {peak // limits.MB} MB, of a reader {_reader_peak()} MB"
    if peak > MOST_MEMORY:
        row.failed(f"the server took {peak // limits.MB} MB")
    return row


def _reader_peak() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 // limits.MB
