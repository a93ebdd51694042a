"""The policy allows nothing from elsewhere and no script in the page."""

from server.headers import ALWAYS, FOR_OTHERS, POLICY


def test_the_policy_names_no_other_source():
    assert "default-src 'none'" in POLICY
    for word in ("unsafe", "http:", "https:", "*"):
        assert word not in POLICY


def test_framing_and_sniffing_are_off():
    assert ALWAYS["X-Frame-Options"] == "DENY"
    assert ALWAYS["X-Content-Type-Options"] == "nosniff"


def test_what_other_sites_may_read_they_read_without_cookies():
    assert FOR_OTHERS["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in FOR_OTHERS
