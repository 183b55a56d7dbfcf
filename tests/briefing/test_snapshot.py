from __future__ import annotations

import io
import shlex
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from briefing.extent import Rect, fit
from briefing.legend_column import legend_rows
from briefing.snapshot import command_line, gather, seen_at, snapshot_png, write_snapshot
from layers.registry import LAYERS
from layers.symbols import rows as screen_rows
from model.enums import IncidentType, Mode
from model.errors import BadInputError, TargetError, UnknownNameError
from model.selection import Perceptions, Selection
from model.settings import Box
from model.strings import English

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

TR = English()
SMALL = (1280, 960)


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def test_the_picture_has_the_size_asked_for(valley_store: Store) -> None:
    assert opened(snapshot_png(valley_store, Selection())).size == (1600, 1200)


def test_at_300_dpi_the_same_layout_is_finer(valley_store: Store) -> None:
    image = opened(snapshot_png(valley_store, Selection(), size=SMALL, dpi=300))
    assert image.size == (4000, 3000)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_metadata_name_title_version_and_the_command_that_makes_it_again(valley_store: Store) -> None:
    selection = Selection(district=("kg-alma",), date_to=date(2020, 12, 31))
    info = opened(snapshot_png(valley_store, selection, size=SMALL)).info
    assert info["Title"] == "Reported incidents: Alma"
    assert valley_store.data_version in info["Source"]
    assert info["Comment"] == command_line(selection, size=SMALL)


def test_the_same_selection_gives_the_same_bytes(valley_store: Store) -> None:
    first, second = (snapshot_png(valley_store, Selection(), size=SMALL) for _ in range(2))
    assert first == second


def test_another_year_gives_another_picture(valley_store: Store) -> None:
    early = snapshot_png(valley_store, Selection(date_to=date(2016, 1, 1)), size=SMALL)
    late = snapshot_png(valley_store, Selection(date_from=date(2016, 1, 1)), size=SMALL)
    assert early != late


def test_synthetic_data_put_the_watermark_into_the_frame(valley_store: Store) -> None:
    selection = Selection(perceptions=Perceptions.SYNTHETIC)
    marked = opened(snapshot_png(valley_store, selection, size=SMALL)).convert("RGB")
    plain = opened(snapshot_png(valley_store, Selection(perceptions=Perceptions.OFF), size=SMALL)).convert("RGB")

    def reddish(image: Image.Image) -> int:
        inside = image.crop((40, 150, 560, 500))
        return sum(1 for red, green, blue in inside.get_flattened_data() if red > green + 25 and red > blue + 25)

    assert reddish(marked) > reddish(plain) + 3000


@pytest.mark.parametrize("selection", [Selection(), Selection(perceptions=Perceptions.SYNTHETIC)])
def test_the_legend_is_that_of_the_screen(valley_store: Store, selection: Selection) -> None:
    views = gather(valley_store, selection, mode=Mode.PUBLIC, layers=None, tr=TR).views
    paper = [(row.kind, row.text) for row in legend_rows(views, tr=TR)]
    assert paper == [(row.kind, row.text) for row in screen_rows(views, tr=TR)]


def test_layers_can_be_chosen_and_unknown_ones_are_refused(valley_store: Store) -> None:
    views = gather(valley_store, Selection(), mode=Mode.PUBLIC, layers=["places"], tr=TR).views
    keys = [view.key for view in views]
    assert "places" in keys
    assert "incidents" not in keys
    with pytest.raises(UnknownNameError, match=r"no layer 'rivers': use one of countries"):
        snapshot_png(valley_store, Selection(), layers=["rivers"])


def test_a_picture_of_responses_says_so_and_all_layers_fit(bundled_store: Store) -> None:
    png = snapshot_png(bundled_store, Selection(date_from=date(2021, 1, 1)), layers=["responses"])
    text = opened(png).text  # type: ignore[attr-defined]
    assert text["Title"] == "Responses, what was done: Ferghana Valley"
    assert text["Description"].startswith("2021-01-01 to 2025-08-31")
    every = [layer.key for layer in LAYERS]
    assert opened(snapshot_png(bundled_store, Selection(), layers=every)).size == (1600, 1200)


def test_an_empty_selection_is_still_a_picture(valley_store: Store) -> None:
    png = snapshot_png(valley_store, Selection(type=(IncidentType.MINE_UXO,)), size=SMALL)
    assert opened(png).size == SMALL


def test_a_label_of_a_country_stands_where_the_country_is_seen(valley_store: Store) -> None:
    countries = valley_store.geometry("countries")
    near_the_line = fit(Box(70.9, 40.1, 71.1, 40.3), Rect(0, 0, 600, 500))
    seen = seen_at(countries, near_the_line)
    assert set(seen) == {"KG", "TJ"}
    assert seen["TJ"][0] < 71.0 < seen["KG"][0]
    for lon, lat in seen.values():
        assert 70.7 < lon < 71.3
        assert 40.0 < lat < 40.5


def test_the_command_line_repeats_the_selection() -> None:
    selection = Selection(district=("kg-alma", "tj-dara"), on=date(2019, 6, 1))
    words = shlex.split(command_line(selection, mode=Mode.INTERNAL, layers=["sections"], lang="ru"))
    assert words[:2] == ["ferghana", "snapshot"]
    assert words.count("--district") == 2
    assert {"--on", "2019-06-01", "--internal", "--layer", "sections", "--lang", "ru"} <= set(words)


def test_a_picture_is_written_whole(valley_store: Store, tmp_path: Path) -> None:
    write_snapshot(tmp_path / "map.png", valley_store, Selection(), size=SMALL)
    assert opened((tmp_path / "map.png").read_bytes()).size == SMALL
    assert [path.name for path in tmp_path.iterdir()] == ["map.png"]


def test_another_ending_is_refused(valley_store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"map\.pdf does not end in \.png: name it map\.png"):
        write_snapshot(tmp_path / "map.pdf", valley_store, Selection())


def test_a_target_that_is_not_there_is_refused_before_anything_is_drawn(
    valley_store: Store, tmp_path: Path
) -> None:
    with pytest.raises(TargetError, match=r"does not exist: make it first"):
        write_snapshot(tmp_path / "nowhere" / "map.png", valley_store, Selection())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("dpi", [7, 95, 301, 5000])
def test_only_96_to_300_dpi_are_drawn(valley_store: Store, dpi: int) -> None:
    with pytest.raises(BadInputError, match=r"cannot be drawn at \d+ dpi: choose 96 to 300"):
        snapshot_png(valley_store, Selection(), size=SMALL, dpi=dpi)
