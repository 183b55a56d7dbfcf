from __future__ import annotations

import re
from pathlib import Path

import pytest

from model.import_codes import IMPORT_CODES

PAGE = Path(__file__).parents[2] / "docs" / "imports.md"


@pytest.mark.parametrize("code", IMPORT_CODES)
def test_every_code_has_its_row_in_the_page_of_imports(code: str) -> None:
    assert re.search(rf"^\| {code} \| .+ \| .+ \|$", PAGE.read_text("utf-8"), re.MULTILINE)


def test_the_page_has_no_code_that_is_not_used() -> None:
    assert set(re.findall(r"^\| (Q\d+) \|", PAGE.read_text("utf-8"), re.MULTILINE)) == set(IMPORT_CODES)
