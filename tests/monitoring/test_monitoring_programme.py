"""A programme: every area built, one that fails named, and a run that was stopped going on where it was."""

import shutil
from pathlib import Path

import pytest

from conspectus import example_area
from conspectus.monitoring import read_figures
from tests.commands import conspectus, within
from tests.shared_making import made_once


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        example_area.make_areas(folder, example_area.Wanted(children=40, seed=1), areas=3)
        broken = folder / "broken" / "returns" / "northshire-council"
        broken.mkdir(parents=True)
        (broken / "return.toml").write_text("sender = ", encoding="utf-8")

    return made_once(tmp_path_factory, "programme", make)


def test_one_area_fails_and_the_others_are_built_and_resumed(returns: Path, tmp_path: Path) -> None:
    out = tmp_path / "built"
    said = within("programme", returns, "--out", out, "--jobs", "2")
    assert said.code == 1 and "broken:" in said.err
    assert "3 of 4 areas; 0 were there already." in said.out
    names = sorted(one.name for one in out.iterdir() if one.is_dir() and (one / "figures.json").exists())
    assert len(names) == 3
    told = read_figures(out / names[0] / "figures.json")
    assert not told.restricted and told.area is not None and told.area.region
    assert (out / "areas.html").stat().st_size > 1000

    before = {name: (out / name / "casebook.duckdb").stat().st_mtime_ns for name in names}
    (out / names[1] / "made-of.txt").unlink()  # as after a kill: the casebook may be there, the stamp is not
    assert "2 were there already." in within("programme", returns, "--out", out).out
    after = {name: (out / name / "casebook.duckdb").stat().st_mtime_ns for name in names}
    assert [name for name in names if before[name] != after[name]] == [names[1]]


def test_a_folder_without_areas_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "it holds no area" in within("programme", tmp_path / "empty", "--out", tmp_path / "out").err
    shutil.rmtree(tmp_path / "empty")


def test_its_help_says_that_it_goes_on() -> None:
    assert "a run that was stopped goes on" in " ".join(conspectus("programme", "--help").split())
