"""Every rule finds what it is for, and only what it is for."""

import pytest

from tests.pdfua import problems
from tests.pdfua.regels import REGELS
from tests.pdfua.schade import SCHADES, Schade


@pytest.mark.parametrize("schade", SCHADES, ids=str)
def test_damage_is_found_by_its_rule_and_no_other(schade: Schade) -> None:
    gevonden = {probleem.regel for probleem in problems(schade.pdf())}
    assert gevonden == {schade.regel} | schade.ook


def test_every_rule_is_damaged() -> None:
    assert {schade.regel for schade in SCHADES} == set(REGELS)
