from fiches import codes


def test_codes_stand_in_the_order_of_the_source() -> None:
    assert codes.codes(1, "T") == [
        "F1-T-01",
        "F1-T-02",
        "F1-T-03",
        "F1-T-03a",
        "F1-T-03b",
        "F1-T-04",
        "F1-T-05",
    ]


def test_inventory_has_what_the_source_has() -> None:
    totals = {
        deel: sum(len(codes.codes(nummer, deel)) for nummer in codes.AANTALLEN)
        for deel in "LQTZO"
    }

    assert totals == {"L": 17, "Q": 23, "T": 31, "Z": 29, "O": 29}


def test_hoofdvraag_is_known_from_the_code() -> None:
    assert codes.hoofdvraag("F1-T-03a") == "F1-T-03"
    assert codes.hoofdvraag("F1-T-03") is None
