"""Addresses of the site: the settings' own, or what the browser asked for where that is a name at all."""

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.datastructures import State
from litestar.testing import RequestFactory

from server.addresses import base_of, here_of, path_of
from server.settings import Settings


def request_to(path, *, base=None, query=None, **headers):
    settings = Settings(Path(), "sqlite:///nowhere", base_url=base)
    return RequestFactory(app=Litestar([], state=State({"settings": settings}))).get(
        path, query_params=query or {}, headers=headers
    )


def test_path_and_query_come_back():
    assert path_of(request_to("/cases", query={"q": "1"})) == "/cases"
    assert here_of(request_to("/cases", query={"q": "养"})) == "/cases?q=%E5%85%BB"
    assert here_of(request_to("/cases")) == "/cases"


@pytest.mark.parametrize("host", ["ta.example.gov.cn", "10.0.0.7:8000", "[::1]:8000", "localhost"])
def test_without_a_setting_the_name_asked_for_is_used(host):
    assert base_of(request_to("/", Host=host)) == f"http://{host}"


@pytest.mark.parametrize("host", ["a b", "x:y", "x@y", "x/y", "[::1", '"', "x\\y", "", "x" * 300])
def test_what_is_no_name_is_not_repeated(host):
    assert base_of(request_to("/", Host=host)) == "http://localhost"


def test_the_setting_goes_first():
    assert base_of(request_to("/", base="https://ta.example.gov.cn", Host="evil.test")) == "https://ta.example.gov.cn"
