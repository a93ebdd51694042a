"""dafu export open: the file of the site, on the command line."""

import zipfile

from click.testing import CliRunner

from server.cli import main


def test_a_year_is_written_whole_or_not_at_all(settings, monkeypatch, tmp_path):
    monkeypatch.setenv("DAFU_DATA", str(settings.data_dir))
    monkeypatch.setenv("DAFU_DATABASE", settings.database_url)
    target = tmp_path / "2024.zip"
    done = CliRunner().invoke(main, ["export", "open", "--year", "2024", "-o", str(target)])
    assert done.exit_code == 0 and "2024.zip" in done.output
    assert zipfile.ZipFile(target).testzip() is None
    none = CliRunner().invoke(main, ["export", "open", "--year", "1999", "-o", str(tmp_path / "x.zip")])
    assert none.exit_code == 1 and "没有找到" in none.output
    assert [path.name for path in tmp_path.iterdir() if path.suffix in (".zip", ".part")] == ["2024.zip"]
