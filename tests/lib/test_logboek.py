import logging

from samenwijzer.lib.logboek import Discreet


def written(message: str, fault: Exception | None = None) -> str:
    """The line that a log would hold."""
    info = (type(fault), fault, None) if fault else None
    record = logging.LogRecord("x", logging.ERROR, "x", 1, message, (), info)
    return Discreet("%(message)s").format(record)


def test_secret_of_a_link_is_left_out_and_a_uuid_stays() -> None:
    uuid = "748d11f8-497d-4d57-973a-df77b7b12809"

    line = written(f"Gone: /uitnodiging/{'a' * 43}/ {uuid}")

    assert line == f"Gone: /uitnodiging/…/ {uuid}"


def test_values_that_a_database_quotes_are_left_out() -> None:
    fault = ValueError("dubbel\nDETAIL:  Key (email)=(an@school.example) exists.")

    assert written("mis", fault) == "mis\nValueError: dubbel\nDETAIL: …"
