"""Whose word counts for where a request comes from: a proxy's of ours, read from its end, and nobody else's."""

import pytest
from litestar.connection import ASGIConnection

from server.clients import client_address, networks

PROXIES = networks("127.0.0.1, ::1, 10.2.0.0/16")


def address(peer: str, **headers: str) -> str:
    said = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
    return client_address(ASGIConnection({"type": "http", "client": (peer, 5), "headers": said}), PROXIES)


@pytest.mark.parametrize(
    "said",
    [
        {"X_Forwarded_For": "1.2.3.4"}, {"X_Forwarded_For": "127.0.0.1"}, {"X_Forwarded_For": "10.2.0.1, 1.2.3.4"},
        {"Forwarded": "for=1.2.3.4"}, {"Forwarded": 'for="[2001:db8::1]:4711";proto=https'}, {"X_Real_IP": "1.2.3.4"},
        {"X_Forwarded_Host": "ta.example.gov.cn"}, {"X_Client_IP": "1.2.3.4", "True_Client_IP": "1.2.3.4"},
    ],
)  # fmt: skip
def test_a_stranger_is_where_his_connection_comes_from_whatever_he_says(said):
    assert address("203.0.113.9", **said) == "203.0.113.9"


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("1.2.3.4, 198.51.100.7", "198.51.100.7"),  # what the sender put in front
        ("1.2.3.4, 198.51.100.7, 10.2.9.9", "198.51.100.7"),  # two proxies of ours in a row
        ("198.51.100.7, nonsense", "127.0.0.1"),
        ("", "127.0.0.1"),
        ("，".join(["9"] * 3000).encode("ascii", "replace").decode(), "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_a_proxy_of_ours_is_believed_from_the_end(said, where):
    assert address("127.0.0.1", X_Forwarded_For=said) == where
    assert address("127.0.0.1", X_Forwarded_For=said, X_Real_IP="1.1.1.1", Forwarded="for=1.1.1.1") == where


def test_other_forms_than_the_listed_header_mean_nothing_to_a_proxy_either():
    assert address("10.2.3.4", Forwarded="for=1.2.3.4", X_Real_IP="1.2.3.4") == "10.2.3.4"
    assert address("not an address") == "not an address"
