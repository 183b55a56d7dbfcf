from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from briefing import installation
from briefing.installation import (
    Check,
    as_payload,
    as_text,
    check_assets,
    check_folders,
    check_fonts,
    check_packages,
    check_python,
    check_that,
    every_check,
    pins,
)
from model.errors import DataFileError

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_this_python_and_the_fonts_are_well() -> None:
    assert check_python().ok
    assert check_fonts().ok


def test_an_old_python_is_named_with_the_versions_that_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    check = check_python()
    assert not check.ok
    assert "3.9.1" in check.found
    assert "3.11 to 3.14" in check.mend


def test_pins_are_read_past_comments_extras_and_markers() -> None:
    text = "# head\n-r other.in\nibis-framework[duckdb]==12.0.0\ncolorama==0.4.6 ; sys_platform == 'win32'\n"
    assert pins(text) == {"ibis-framework": "12.0.0", "colorama": "0.4.6"}


def test_packages_that_differ_are_all_named(tmp_path: Path) -> None:
    wanted = tmp_path / "requirements.in"
    wanted.write_text("typer==0.0.1\nno-such-package-here==1.0\n", "utf-8")
    check = check_packages(wanted)
    assert "no-such-package-here missing instead of 1.0" in check.found
    assert "instead of 0.0.1" in check.found
    assert "make setup" in check.mend


def test_a_missing_list_of_packages_is_said(tmp_path: Path) -> None:
    assert not check_packages(tmp_path / "requirements.in").ok


def test_missing_assets_are_named(tmp_path: Path) -> None:
    check = check_assets(tmp_path)
    assert "leaflet/leaflet.js" in check.found
    (tmp_path / "leaflet").mkdir()
    for name in ("leaflet.js", "leaflet.css"):
        (tmp_path / "leaflet" / name).touch()
    assert check_assets(tmp_path).ok


def test_a_font_without_a_letter_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.typeface.missing_letters", lambda: "ӣ")
    assert "lacks ӣ" in check_fonts().found


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path) -> None:
    assert check_folders([tmp_path]).ok
    check = check_folders([tmp_path, tmp_path / "nowhere"])
    assert check.found == f"cannot write in {tmp_path / 'nowhere'}"


def test_a_check_of_another_room_says_what_it_found_or_what_is_wrong() -> None:
    def broken() -> str:
        message = "places.parquet was changed."
        raise DataFileError(message)

    assert check_that("data", lambda: "16 files", mend="-") == Check("data", "16 files")
    assert check_that("data", broken, mend="make data") == Check(
        "data", "places.parquet was changed.", "make data"
    )


def test_all_checks_come_in_their_order() -> None:
    checks = every_check(data=lambda: "well", port=lambda: "free")
    names = ["python", "packages", "data", "assets", "fonts", "folders", "port"]
    assert [check.name for check in checks] == names
    assert installation.ROOT.joinpath("cli.py").is_file()


def test_text_and_payload_say_what_is_wrong_and_how_to_mend_it() -> None:
    checks = [Check("fonts", "well"), Check("port", "taken", "use another")]
    text = as_text(checks)
    assert "WRONG port: taken\n      to mend it: use another." in text
    assert text.endswith("1 of 2 checks found something to mend.")
    assert as_payload(checks)["ok"] is False
    assert as_text(checks[:1]).endswith("Everything is well.")
