"""``dafu parse``: what is read of files, without an archive."""

from tests.commands import ONE, lines


def test_parse_touches_no_data_folder(dafu, tmp_path):
    (found,) = lines(dafu("parse", "--json", ONE))
    assert found["file"] == ONE.name
    assert {"kind", "number", "commitments", "reported_figures", "flags"} <= found.keys()
    assert not (tmp_path / "data").exists()


def test_parse_prints_for_people_too(dafu):
    result = dafu("parse", ONE)
    assert result.exit_code == 0
    assert ONE.name in result.stdout


def test_refused_file_is_said_and_the_rest_goes_on(dafu, tmp_path):
    bad = tmp_path / "坏.txt"
    bad.write_bytes(b"\x00\x01\x02" * 500)
    result = dafu("parse", "--json", bad, ONE)
    refused, found = lines(result)
    assert result.exit_code == 1
    assert "坏.txt" in refused["error"]
    assert found["file"] == ONE.name
