"""Which wheels a bundle needs: for another machine than this one, all there, and the ones that were pinned."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tools import wheels
from tools.wheels import BundleError, Target

ROOT = Path(__file__).resolve().parent.parent.parent
WINDOWS = Target("win_amd64", "3.11")
LINUX = Target("manylinux_2_28_x86_64", "3.12")
LINES = """
# a compiled file
colorama==0.4.6 ; sys_platform == 'win32'
    # via click
watchdog==7.1.0 ; sys_platform != 'darwin'
contourpy==1.3.3 ; python_full_version < '3.12'
contourpy==1.4.0 ; python_full_version >= '3.12'
ibis-framework[duckdb]==12.0.0  # trio
"""


def test_conditions_are_decided_for_the_target_and_not_for_this_machine() -> None:
    assert wheels.needed(LINES, WINDOWS) == [
        "colorama==0.4.6",
        "watchdog==7.1.0",
        "contourpy==1.3.3",
        "ibis-framework[duckdb]==12.0.0",
    ]
    assert wheels.needed(LINES, LINUX)[:2] == ["watchdog==7.1.0", "contourpy==1.4.0"]
    assert "watchdog==7.1.0" not in wheels.needed(LINES, Target("macosx_14_0_arm64", "3.13"))


@pytest.mark.parametrize(
    ("asked", "platform"),
    [
        ("win_amd64", "win_amd64"),
        ("win-amd64", "win_amd64"),
        ("linux_x86_64", "manylinux_2_28_x86_64"),
        ("linux-aarch64", "manylinux_2_28_aarch64"),
        ("macosx_14_0_arm64", "macosx_14_0_arm64"),
    ],
)
def test_a_platform_is_known_by_its_usual_words(asked: str, platform: str) -> None:
    assert wheels.target_of(asked, "3.13") == Target(platform, "3.13")


def test_without_words_the_bundle_is_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheels.sysconfig, "get_platform", lambda: "win-amd64")
    monkeypatch.setattr(wheels.sys, "platform", "win32")
    assert wheels.target_of().platform == "win_amd64"


@pytest.mark.parametrize(
    ("platform", "python", "words"),
    [
        ("win32", "3.11", r"platform 'win32': use one of .*win_amd64"),
        ("win_amd64", "3.10", r"Python '3\.10': use one of 3\.11"),
    ],
)
def test_a_target_without_wheels_is_one_sentence(platform: str, python: str, words: str) -> None:
    with pytest.raises(BundleError, match=words):
        wheels.target_of(platform, python)


def test_pip_is_asked_for_wheels_of_the_target_only(tmp_path: Path) -> None:
    words = wheels.words_for_pip(["numpy==2.4.6"], WINDOWS, tmp_path)
    assert words[0] == "download"
    assert {"--no-deps", "--only-binary=:all:", "cp311", "abi3", "none", "win_amd64"} <= set(words)
    assert not [word for word in words if "index" in word], "the index comes from pip's own settings"


def test_older_glibc_is_fine_on_a_newer_one() -> None:
    tags = wheels.tags(LINUX)
    assert tags[0] == "manylinux_2_28_x86_64"
    assert {"manylinux_2_17_x86_64", "manylinux2014_x86_64", "linux_x86_64"} <= set(tags)
    assert "manylinux_2_31_x86_64" not in tags


def test_every_pin_without_a_wheel_is_named_in_one_sentence(tmp_path: Path) -> None:
    lacking = ["pyproj", "scipy"]

    def pip(words: list[str]) -> tuple[int, str]:
        wanted = [name for name in lacking if any(word.startswith(f"{name}==") for word in words)]
        said = f"ERROR: No matching distribution found for {wanted[0]}==1.0" if wanted else ""
        return (1, said) if wanted else (0, "")

    with pytest.raises(BundleError, match=r"^No wheel for win_amd64 .* of pyproj==1\.0, scipy==1\.0: choose"):
        wheels.download(["numpy==1.0", "pyproj==1.0", "scipy==1.0"], WINDOWS, tmp_path, run=pip)


def test_another_failure_of_pip_names_the_network_and_pips_last_line(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"check the network and the package index \(connection refused\)"):
        wheels.download(
            ["numpy==1.0"], WINDOWS, tmp_path, run=lambda words: (1, "long talk\nconnection refused\n")
        )


def test_a_wheel_that_is_not_the_pinned_one_stops_the_bundle(tmp_path: Path) -> None:
    wheel = tmp_path / "made_thing-1.0-py3-none-any.whl"
    wheel.write_bytes(b"right")
    allowed = {"made-thing[extra]==1.0": {hashlib.sha256(b"right").hexdigest()}}
    wheels.check([wheel], allowed)
    wheel.write_bytes(b"other")
    with pytest.raises(BundleError, match=r"^The file made_thing-1\.0-py3-none-any\.whl is not the one of"):
        wheels.check([wheel], allowed)
    wheels.check([wheel], {})


def test_every_pin_of_the_run_kit_has_hashes() -> None:
    hashes = wheels.known_hashes((ROOT / "requirements-hashes.txt").read_text("utf-8"))
    pins = (ROOT / "requirements.txt").read_text("utf-8")
    for target in (WINDOWS, LINUX):
        assert [pin for pin in wheels.needed(pins, target) if pin not in hashes] == []


def test_the_build_tool_of_bundles_is_one_that_the_project_takes() -> None:
    (pin,) = wheels.needed((ROOT / wheels.BUILD_TOOL).read_text("utf-8"), WINDOWS)
    name, _, version = pin.partition("==")
    assert name == "setuptools"
    assert int(version.split(".")[0]) >= 77
