"""Every template is ready soon after the start, and one that cannot be read stops none."""

import asyncio
import threading

import pytest
from jinja2 import DictLoader, Environment

from server.compiling import compiling

pytestmark = pytest.mark.anyio


async def test_all_are_ready_before_they_are_asked_for():
    loaded, last = [], threading.Event()

    class Loader(DictLoader):
        def get_source(self, environment, template):
            loaded.append(template)
            if template == "d":
                last.set()
            return super().get_source(environment, template)

    pages = {"a": "{{ x }}", "b": "{% broken", "c": "{% include 'a' %}", "d": ""}
    templates = Environment(loader=Loader(pages), autoescape=True)
    async with compiling(templates, first=0):
        assert await asyncio.to_thread(last.wait, 30)
    assert templates.get_template("a").render(x=1) == templates.get_template("c").render(x=1) == "1"
    assert loaded == ["a", "b", "c", "d"]


async def test_ending_before_it_began_is_quiet():
    async with compiling(Environment(loader=DictLoader({}), autoescape=True)):
        pass
