import email
import io
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from gesprekken.models import Gesprek
from gesprekken.services import uitnodigen
from samenwijzer.lib.agenda import read_replies
from scholen.models import Gebruiker

from .make import answers, deelnemer, make_reply, told

pytestmark = pytest.mark.django_db

VERWERKT = "Antwoord verwerkt: kan niet.\n"
ONGELDIG = "Niet verwerkt: Dit antwoord hoort bij geen enkel gesprek.\n"
GEEN = "Niet verwerkt: In dit bericht zit geen antwoord op een uitnodiging.\n"
GRIET = ("griet@school.example", "Nadia kan niet naar je gesprek SamenWIJzer")


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for folder in ("cur", "new", "tmp"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture
def nee(gesprek: Gesprek, nadia: Gebruiker) -> bytes:
    """Nadia's calendar says no."""
    return make_reply(deelnemer(gesprek, nadia), "DECLINED")


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("lees_antwoorden", *arguments, stdout=out, stderr=err, no_color=True)
    return out.getvalue(), err.getvalue()


def names(maildir: Path) -> list[str]:
    return sorted(str(path.relative_to(maildir)) for path in maildir.glob("*/*"))


def test_maildir_is_read_and_put_away(
    maildir: Path, gesprek: Gesprek, nee: bytes
) -> None:
    (maildir / "new" / "1.host").write_bytes(nee)
    (maildir / "cur" / "0.host:2,S").write_bytes(nee)

    assert run(str(maildir)) == (VERWERKT, "")

    assert answers(gesprek) == {"Griet": "open", "Nadia": "nee"}
    assert names(maildir) == ["cur/0.host:2,S", "cur/1.host:2,S"]
    assert (maildir / "cur" / "1.host:2,S").read_bytes() == nee
    assert run(str(maildir)) == ("", "")


def test_broken_mails_do_not_keep_the_rest_waiting(
    maildir: Path, gesprek: Gesprek, nadia: Gebruiker, nee: bytes
) -> None:
    other = make_reply(deelnemer(gesprek, nadia), uid="x@samenwijzer")
    broken = [b"", b"\xff\x00", b"Content-Type: message/rfc822\r\n\r\n", b"a\r: b\r\n"]
    for number, raw in enumerate([*broken, b"x" * 1_000_001, other, nee]):
        (maildir / "new" / str(number)).write_bytes(raw)

    out, err = run(str(maildir))

    assert (out, err.count(GEEN), err.count(ONGELDIG)) == (VERWERKT, 4, 1)
    assert "Dit bericht is groter dan 1 MB." in err
    assert names(maildir) == [f"cur/{number}:2,S" for number in range(7)]


def test_every_answer_of_a_mail_is_tried(
    gesprek: Gesprek, nadia: Gebruiker, nee: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = make_reply(deelnemer(gesprek, nadia), uid="x@samenwijzer")
    both = [*read_replies(bad), *read_replies(nee)]
    command = "gesprekken.management.commands.lees_antwoorden.read_replies"
    monkeypatch.setattr(command, lambda raw: both)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(nee)))

    assert run() == (VERWERKT, ONGELDIG)


def test_crash_halfway_reads_it_again_and_mails_nobody_twice(
    maildir: Path, nee: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (maildir / "new" / "1").write_bytes(nee)

    def crash(path: Path, target: Path) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", crash)
        with pytest.raises(RuntimeError):
            run(str(maildir))
    assert names(maildir) == ["new/1"]

    said = "Niet verwerkt: Dit antwoord was al verwerkt, of er is een nieuwer.\n"
    assert run(str(maildir)) == ("", said)
    assert (names(maildir), told("kan_niet")) == (["cur/1:2,S"], [GRIET])


def test_crash_while_reading_leaves_the_mail(
    maildir: Path, gesprek: Gesprek, nee: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (maildir / "new" / "1").write_bytes(nee)

    def crash(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(uitnodigen, "tell", crash)
        with pytest.raises(RuntimeError):
            run(str(maildir))
    assert (names(maildir), answers(gesprek)["Nadia"]) == (["new/1"], "open")

    assert run(str(maildir)) == (VERWERKT, "")


def test_mail_that_another_process_took_is_left(
    maildir: Path, nee: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (maildir / "new" / "1").write_bytes(nee)
    listed = [maildir / "new" / "0", maildir / "new" / "1"]
    monkeypatch.setattr(Path, "iterdir", lambda path: iter(listed))

    assert run(str(maildir)) == (VERWERKT, "")


def test_one_mail_comes_from_standard_input(
    gesprek: Gesprek, nee: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(nee)))

    assert run() == (VERWERKT, "")
    assert answers(gesprek)["Nadia"] == "nee"


def test_folder_that_is_no_maildir_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        run(str(tmp_path))

    assert str(refused.value) == f"{tmp_path} is geen maildir: er is geen map new."


def test_nothing_that_is_said_names_anybody(
    maildir: Path, gesprek: Gesprek, nadia: Gebruiker
) -> None:
    mine = deelnemer(gesprek, nadia)
    raws = [make_reply(mine), make_reply(mine), make_reply(mine, van="x@x.example")]
    for number, raw in enumerate(raws):
        (maildir / "new" / str(number)).write_bytes(raw)

    said = "".join(run(str(maildir)))

    assert [word in said for word in ("Nadia", "nadia", "x.example", mine.uid)] == (
        [False] * 4
    )


def test_bare_file_counts_from_standard_input_alone(
    maildir: Path, gesprek: Gesprek, nee: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = email.message_from_bytes(nee).walk()
    calendars = [one for one in parts if one.get_content_type() == "text/calendar"]
    bare = calendars[0].get_payload(decode=True)
    assert isinstance(bare, bytes)
    (maildir / "new" / "1").write_bytes(bare)

    assert run(str(maildir)) == (
        "",
        "Niet verwerkt: Dit antwoord komt niet van wie uitgenodigd is.\n",
    )
    assert answers(gesprek) == {"Griet": "open", "Nadia": "open"}

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(bare)))
    assert run() == (VERWERKT, "")
    assert answers(gesprek) == {"Griet": "open", "Nadia": "nee"}
