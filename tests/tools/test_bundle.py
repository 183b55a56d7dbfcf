"""The offline bundle: what is in it, in what order, and what the unpacked folder does without a network."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools import bundle, environment, tasks
from tools.bundle import Entry, Origin
from tools.environment import TaskError
from tools.wheels import BundleError, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = Target("win_amd64", "3.12")
MADE_FROM = Origin("0.1.0", "c0ffee", 1_700_000_000, clean=True)


def made_pip(words: Sequence[str]) -> tuple[int, str]:
    """A pip that puts a made wheel for each pin where it is told to."""
    folder = Path(words[words.index("--dest") + 1])
    for pin in words[words.index("--dest") + 2 :]:
        name, _, version = pin.partition("==")
        stem = name.split("[")[0].replace("-", "_")
        (folder / f"{stem}-{version}-py3-none-any.whl").write_bytes(pin.encode())
    return 0, ""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> zipfile.ZipFile:
    """A bundle of this repository with made wheels and made assets."""
    monkeypatch.setattr(bundle, "origin", lambda: MADE_FROM)
    monkeypatch.setattr(bundle.wheels, "check", lambda wheels, hashes: None)
    monkeypatch.setattr(bundle, "built", lambda: [Entry("static/leaflet/leaflet.js", b"L")])
    path, _ = bundle.make(TARGET, dist=tmp_path, run=made_pip)
    assert path.name == "ferghana-0.1.0-win_amd64-py312.zip"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    return zipfile.ZipFile(path)


def _names(archive: zipfile.ZipFile) -> set[str]:
    return {name.removeprefix("ferghana-0.1.0/") for name in archive.namelist()}


def test_everything_that_a_start_without_a_network_needs_is_inside(made: zipfile.ZipFile) -> None:
    names = _names(made)
    needed = {"run.cmd", "run.sh", "tools/tasks.py", "dashboard.py", "requirements.txt", "data/catalog.json"}
    assert needed | {"static/leaflet/leaflet.js", bundle.BUNDLE, bundle.README, bundle.SUMS} <= names
    wheels = {name for name in names if name.startswith("wheels/")}
    assert [name for name in wheels if name.startswith("wheels/streamlit-")]
    assert [name for name in wheels if name.startswith("wheels/colorama-")], "only Windows needs this one"
    assert [name for name in wheels if name.startswith("wheels/setuptools-")], "it installs the program itself"
    assert not [name for name in names if name.startswith((".git/", ".venv/", "dist/"))]


def test_the_hashes_inside_are_those_of_the_files(made: zipfile.ZipFile) -> None:
    lines = made.read(f"ferghana-0.1.0/{bundle.SUMS}").decode().splitlines()
    sums = {name: value for value, name in (line.split("  ", maxsplit=1) for line in lines)}
    assert set(sums) == _names(made) - {bundle.SUMS}
    for name in ("run.sh", "data/catalog.json", bundle.BUNDLE):
        assert hashlib.sha256(made.read(f"ferghana-0.1.0/{name}")).hexdigest() == sums[name]


def test_the_starters_can_be_executed_and_keep_their_line_ends(made: zipfile.ZipFile) -> None:
    for name in bundle.STARTERS:
        assert made.getinfo(f"ferghana-0.1.0/{name}").external_attr >> 16 & 0o111
    assert b"\r" not in made.read("ferghana-0.1.0/run.sh")
    assert made.read("ferghana-0.1.0/run.cmd").count(b"\r\n") > 5


def test_the_papers_name_platform_python_and_three_steps_in_three_languages(made: zipfile.ZipFile) -> None:
    paper = json.loads(made.read(f"ferghana-0.1.0/{bundle.BUNDLE}"))
    assert (paper["platform"], paper["python"], paper["commit"]) == ("win_amd64", "3.12", "c0ffee")
    guide = made.read(f"ferghana-0.1.0/{bundle.README}").decode("utf-8-sig")
    assert "{" not in guide
    for language in ("ENGLISH", "РУССКИЙ", "ТОҶИКӢ"):
        steps = guide.split(language)[1]
        assert all(f"\n{number}. " in steps for number in (1, 2, 3))
        assert "Python 3.12" in steps


def test_the_same_files_give_the_same_zip_whatever_their_order(tmp_path: Path) -> None:
    entries = [Entry("b.txt", b"b" * 99), Entry("a.whl", b"a"), Entry("c", b"c", bundle.EXECUTABLE)]
    for name, given in (("one.zip", entries), ("two.zip", entries[::-1])):
        bundle.write_zip(tmp_path / name, given, folder="f", moment=1_700_000_000)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["f/a.whl", "f/b.txt", "f/c", f"f/{bundle.SUMS}"]
        assert {info.date_time for info in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}


def test_a_zip_that_cannot_be_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="absent"):
        bundle.write_zip(tmp_path / "b.zip", [Entry("a", tmp_path / "absent")], folder="f", moment=0)
    assert list(tmp_path.iterdir()) == []


def test_without_web_assets_the_bundle_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "are_built", lambda static: False)
    with pytest.raises(BundleError, match=r"tools/tasks\.py setup"):
        bundle.built()


def test_outside_a_clone_the_bundle_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bundle, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(BundleError, match="work in a clone"):
        bundle.git("status")
    assert bundle.main(["--platform", "amiga"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("There is no bundle for the platform 'amiga'")
    assert "Traceback" not in told


# --- the unpacked folder ---------------------------------------------------------------------------


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """The folder of wheels in an unpacked bundle for Python 3.12."""
    (tmp_path / "wheels").mkdir()
    (tmp_path / bundle.BUNDLE).write_text('{"platform": "win_amd64", "python": "3.12"}', "utf-8")
    return tmp_path / "wheels"


def test_where_wheels_came_along_pip_asks_no_index(unpacked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(environment, "start", lambda command: commands.append(command) or 0)
    environment.pip(Path("python"), "-r", "requirements.txt", wheels=unpacked)
    environment.pip(Path("python"), "-r", "requirements.txt", wheels=unpacked / "absent")
    assert commands[0][-5:] == ["--no-index", "--find-links", str(unpacked), "-r", "requirements.txt"]
    assert "--no-index" not in commands[1]


def test_a_bundle_runs_with_the_one_python_that_its_wheels_are_for(
    unpacked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minors = environment.fitting_minors(unpacked)
    assert minors == (12,)
    monkeypatch.setattr(environment.shutil, "which", lambda name: name)
    monkeypatch.setattr(environment, "quiet", lambda command: True)
    found = environment.find_python(running=(3, 13), system="nt", minors=minors)
    assert found == ["py", "-3.12"]
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    with pytest.raises(
        TaskError, match=r"^Python 3\.12 is needed, but this is Python 3\.13 .* install Python 3\.12"
    ):
        environment.find_python(running=(3, 13), system="nt", minors=minors)


def test_wheels_of_another_computer_are_said_to_be_so(unpacked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "start", lambda command: 1)
    with pytest.raises(TaskError, match=r"this bundle is for win_amd64 with 64-bit Python 3\.12"):
        environment.pip(Path("python"), "x", wheels=unpacked)


def test_a_clone_has_no_wheels_and_takes_any_supported_python() -> None:
    assert environment.fitting_minors(ROOT / "absent") == (14, 13, 12, 11)
    assert environment.bundled(ROOT / "absent") == {}


def test_a_bundle_says_that_it_cannot_test_or_build_data(unpacked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "WHEELS", unpacked)
    with pytest.raises(TaskError, match=r"offline bundle, which has no development packages: work in a clone"):
        environment.install(environment.DEV)


def test_assets_that_came_along_need_no_npm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "install", lambda kit: Path("python"))
    monkeypatch.setattr(tasks, "are_built", lambda: True)
    monkeypatch.setattr(tasks.shutil, "which", lambda name, path: pytest.fail("npm was looked for"))
    monkeypatch.setattr(tasks, "module", lambda python, name, *words: 0)
    assert tasks.setup() == Path("python")
