"""``dafu index``: what is missing is said, and made anew."""

from tests.commands import ONE


def test_lost_index_is_missed_and_rebuilt(dafu, tmp_path):
    dafu("import", ONE)
    for path in sorted((tmp_path / "data/index").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    missed = dafu("index", "check")
    assert missed.exit_code == 0 or "dafu index rebuild" in missed.output
    assert dafu("index", "rebuild").exit_code == 0
    assert dafu("index", "check").exit_code == 0
