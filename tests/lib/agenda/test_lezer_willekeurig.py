"""Whatever bytes arrive: an answer, or an AgendaFout with a sentence."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from samenwijzer.lib.agenda import AgendaFout, Reactie, read_replies

from .make import SCHERVEN, VOORBEELDEN, make_antwoord, make_mail

SAMPLES = [path.read_bytes() for path in sorted(VOORBEELDEN.iterdir())]
SAMPLES += [make_antwoord(), make_mail(make_antwoord())]
MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def read_or_refuse(raw: bytes) -> str | list[Reactie]:
    try:
        return read_replies(raw)
    except AgendaFout as fout:
        return str(fout)


@st.composite
def mutated(draw: DrawFn) -> bytes:
    """A sample with a few pieces taken out, doubled, or replaced by nasty ones."""
    raw = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        end = start + draw(st.integers(0, 60))
        piece = draw(st.sampled_from(SCHERVEN) | st.binary(max_size=20))
        raw = raw[:start] + piece * draw(st.integers(0, 2)) + raw[end:]
    return raw


@MANY
@given(mutated())
def test_damaged_answer_is_read_or_refused(raw: bytes) -> None:
    assert read_or_refuse(raw)


@MANY
@given(st.binary(max_size=400))
def test_any_bytes_are_refused(raw: bytes) -> None:
    assert read_or_refuse(raw)
    assert read_or_refuse(make_mail(raw))


@MANY
@given(st.lists(st.sampled_from(SCHERVEN), max_size=30))
def test_any_lines_in_an_event_are_read_or_refused(pieces: list[bytes]) -> None:
    assert read_or_refuse(make_antwoord().replace(b"END:VEVENT", b"".join(pieces)))
    assert read_or_refuse(make_antwoord().replace(b"UID", b"".join(pieces) + b"UID"))
