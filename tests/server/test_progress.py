"""Progress goes to stderr, in plain lines where there is no terminal."""

from server.progress import progress


def test_last_step_is_always_said(capsys):
    with progress("导入") as say:
        for done in range(1, 4):
            say(done, 3, f"{done}.txt")
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1] == "导入 3/3"


def test_lines_do_not_flood(capsys):
    with progress("导入") as say:
        for done in range(1, 1000):
            say(done, 2000, "x")
    assert len(capsys.readouterr().err.splitlines()) < 10
