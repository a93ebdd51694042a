"""The policy allows nothing from elsewhere and no script in the page."""

from server.headers import ALWAYS, POLICY


def test_the_policy_names_no_other_source():
    assert "default-src 'none'" in POLICY
    for word in ("unsafe", "http:", "https:", "*"):
        assert word not in POLICY


def test_framing_and_sniffing_are_off():
    assert ALWAYS["X-Frame-Options"] == "DENY"
    assert ALWAYS["X-Content-Type-Options"] == "nosniff"
