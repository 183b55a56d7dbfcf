"""Rule files: what they may say, and one sentence for each thing that is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model.errors import BadInputError
from store.pair_rules import deciding_rule, read_rules

if TYPE_CHECKING:
    from pathlib import Path

PAIR = {"posterior": 0.95, "date": "same", "where": "<=2 km", "type": "same", "deaths": "overlap"}
GOOD = """
[[rule]]
name = "surely"
decision = "same"
reason = "agreed by both offices"
sources = ["acled", "facts-incidents"]
posterior = 0.9
date = ["same"]

[[rule]]
name = "hardly"
decision = "different"
below = 0.3
"""


def read(folder: Path, text: str) -> None:
    path = folder / "rules.toml"
    path.write_text(text, "utf-8")
    read_rules(path)


def test_the_first_rule_whose_conditions_all_hold_decides(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(GOOD, "utf-8")
    rules = read_rules(path)
    sources = ("acled", "facts-incidents")
    assert deciding_rule(rules, PAIR, sources) is rules[0]
    assert deciding_rule(rules, PAIR, ("acled", "ucdp-ged")) is None
    assert deciding_rule(rules, PAIR | {"date": "1-2 d"}, sources) is None
    assert deciding_rule(rules, PAIR | {"posterior": 0.25}, ("acled", "ucdp-ged")) is rules[1]


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("", "has no \\[\\[rule\\]\\] table"),
        ("rule = 3", "has no \\[\\[rule\\]\\] table"),
        ("[[rule", "cannot be read"),
        ('[[rule]]\ndecision = "same"', "Rule 1 of rules.toml has no name"),
        ('[[rule]]\nname = "a"\ndecision = "same"', "has no condition, so it would decide about everything"),
        ('[[rule]]\nname = "a"\ndecision = "part_of"\nbelow = 1', "should have the decision same or different"),
        ('[[rule]]\nname = "a"\ndecision = "same"\nabove = 1\nbelow = 1', "has 'above', which is none of"),
        ('[[rule]]\nname = "a"\ndecision = "same"\nbelow = 7', "below should be a number from 0 to 1"),
        ('[[rule]]\nname = "a"\ndecision = "same"\ndate = ["near"]', "date should be same, 1-2 d"),
        ('[[rule]]\nname = "a"\ndecision = "same"\nsources = "acled"', "sources should be a list of source ids"),
    ],
)
def test_a_file_that_is_no_rule_file_is_refused_with_what_is_wrong(tmp_path: Path, text: str, match: str) -> None:
    with pytest.raises(BadInputError, match=match):
        read(tmp_path, text)


def test_two_rules_of_one_name_are_refused(tmp_path: Path) -> None:
    rule = '[[rule]]\nname = "a"\ndecision = "same"\nbelow = 0.5\n'
    with pytest.raises(BadInputError, match=r"Two rules of rules\.toml are called 'a'"):
        read(tmp_path, rule * 2)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"rules\.toml cannot be read"):
        read_rules(tmp_path / "rules.toml")
