"""The way back to the list is an address of the queue and nothing else."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from litestar import Litestar
from litestar.datastructures import State
from litestar.testing import RequestFactory

from server.desk import LONGEST, remember
from server.pages import DESK, _desk_of
from server.settings import Settings

REQUESTS = RequestFactory(app=Litestar([], state=State({"settings": Settings(Path(), "sqlite:///nowhere")})))


class Answer:
    """What of an answer is written to."""

    def __init__(self):
        self.cookies = []

    def set_cookie(self, cookie):
        self.cookies.append(cookie)


@pytest.mark.parametrize("query", ["", "tab=done&page=3", "text=%E5%85%BB%E8%80%81&light=red"])
def test_the_address_of_the_queue_comes_back_as_it_was_queue_4(query):
    address = "/" + (f"?{query}" if query else "")
    answer = Answer()
    remember(REQUESTS.get(address), answer)
    (cookie,) = answer.cookies
    assert unquote(cookie.value) == address
    assert cookie.httponly
    request = REQUESTS.get("/", headers={"Cookie": f"{DESK}={cookie.value}"})
    assert _desk_of(request) == address


def test_an_endless_address_is_not_kept():
    answer = Answer()
    remember(REQUESTS.get("/?text=" + "x" * LONGEST), answer)
    assert answer.cookies == []
