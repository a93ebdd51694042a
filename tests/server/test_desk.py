"""The way back to the list is an address of the queue and nothing else."""

from urllib.parse import unquote

import pytest
from litestar.testing import RequestFactory

from server.desk import LONGEST, remember
from server.pages import DESK, _desk_of


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
    remember(RequestFactory().get(address), answer)
    (cookie,) = answer.cookies
    assert unquote(cookie.value) == address
    assert cookie.httponly
    request = RequestFactory().get("/", headers={"Cookie": f"{DESK}={cookie.value}"})
    assert _desk_of(request) == address


def test_an_endless_address_is_not_kept():
    answer = Answer()
    remember(RequestFactory().get("/?text=" + "x" * LONGEST), answer)
    assert answer.cookies == []
