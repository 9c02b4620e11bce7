"""What the rules cover of the Matterhorn Protocol."""

from tests.pdfua.niet_gekeken import NIET_GEKEKEN
from tests.pdfua.regels import REGELS

# How many failure conditions each of the 31 checkpoints has in version 1.1
AANTALLEN = (
    *(7, 4, 3, 1, 3, 4, 2, 2, 8, 1, 7, 1, 8, 7, 5, 3),
    *(3, 2, 4, 3, 1, 1, 1, 1, 1, 2, 1, 18, 1, 2, 30),
)
ALLE = {
    f"{punt:02}-{nummer:03}"
    for punt, aantal in enumerate(AANTALLEN, start=1)
    for nummer in range(1, aantal + 1)
}


def test_protocol_has_so_many_conditions() -> None:
    assert (len(AANTALLEN), len(ALLE)) == (31, 137)


def test_every_condition_is_a_rule_or_has_a_reason_not_to_be() -> None:
    van_het_protocol = {nummer for nummer in REGELS if not nummer.startswith("SW-")}
    assert sorted([*van_het_protocol, *NIET_GEKEKEN]) == sorted(ALLE)


def test_own_rules_are_numbered_without_gaps() -> None:
    eigen = sorted(nummer for nummer in REGELS if nummer.startswith("SW-"))
    assert eigen == [f"SW-{i:02}" for i in range(1, len(eigen) + 1)]


def test_every_rule_says_what_it_asks() -> None:
    assert [nummer for nummer, regel in REGELS.items() if not regel.__doc__] == []


def test_every_reason_is_a_sentence() -> None:
    assert [nummer for nummer, reden in NIET_GEKEKEN.items() if reden[-1] != "."] == []
