"""`manage.py verzend` as it really runs: processes that meet, stop and are killed."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from psycopg.sql import SQL, Identifier

from tests.browser.database import own_database
from tests.post.smtp import Brievenbus, serve_smtp

AN, BO = "an@school.example", "bo@school.example"
PATIENCE = 60  # seconds
SHELL = ("shell", "--verbosity=0", "--command")
WRITE = """
from tests.post.make import make_bericht
for aan in {adressen}: make_bericht(aan=aan)
"""
READ = """
from post.models import Bericht
for row in Bericht.objects.order_by("aan"):
    toestand = "verzonden" if row.verzonden_op else "wacht"
    print(f"{row.aan} {toestand} {row.pogingen} {row.fout}".strip())
"""
PLAN = """
from django.db import connection, transaction
from post.services import Planning, plan_all
berichten = [Planning("onbekend_adres", "{aan}", {{}}, one) for one in "{sleutels}"]
"""
PLAN_AND_WAIT = f"""{PLAN}
with transaction.atomic():
    print(plan_all(berichten), flush=True)
    transaction.set_rollback(input() == "terug")
"""
PLAN_AND_TELL = f"""{PLAN}
def tell(execute, sql, *rest):
    if not sql.startswith("SELECT"):
        print("schrijft", flush=True)
    return execute(sql, *rest)
with connection.execute_wrapper(tell):
    print(plan_all(berichten))
"""
END_LEASE = """
from post.models import Bericht
from django.utils import timezone
Bericht.objects.update(niet_voor=timezone.now())
"""


@dataclass
class Opstelling:
    """A database and a mail server, and the processes that use both."""

    url: str
    brievenbus: Brievenbus
    port: int

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return self.start_command(sys.executable, "manage.py", *arguments)

    def start_command(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "DATABASE_URL": self.url,
                "EMAIL_URL": f"smtp://127.0.0.1:{self.port}",
                "SAMENWIJZER_DEMO": "",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> str:
        """What the command printed, without having complained about anything."""
        stdout, stderr = self.start(*arguments).communicate(timeout=PATIENCE)
        assert stderr == ""
        return stdout

    def shell(self, code: str) -> list[str]:
        return self.run(*SHELL, code).splitlines()

    def write(self, *adressen: str) -> None:
        self.shell(WRITE.format(adressen=adressen))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("post")
    with own_database(folder, f"post_{worker_id}") as url:
        yield url


@pytest.fixture
def opstelling(database: str) -> Iterator[Opstelling]:
    brievenbus = Brievenbus()
    with serve_smtp(brievenbus) as port:
        opstelling = Opstelling(database, brievenbus, port)
        yield opstelling
        opstelling.shell(
            "from post.models import Bericht; Bericht.objects.all().delete()"
        )


def test_two_processes_send_each_mail_once(opstelling: Opstelling) -> None:
    adressen = [f"mens{number}@school.example" for number in range(10, 40)]
    opstelling.write(*adressen)
    both = asyncio.Event()

    async def meet() -> None:
        if len(opstelling.brievenbus.mails) == 2:
            both.set()
        await asyncio.wait_for(both.wait(), PATIENCE)

    opstelling.brievenbus.on_mail = meet
    processes = [opstelling.start("verzend") for _ in range(2)]
    told = [process.communicate(timeout=PATIENCE) for process in processes]

    assert sorted(opstelling.brievenbus.adressen) == adressen
    assert opstelling.shell(READ) == [f"{aan} verzonden 1" for aan in adressen]
    assert [stderr for _, stderr in told] == ["", ""]


@pytest.mark.parametrize(
    ("end", "second", "adressen"),
    [("vast", "1", [AN, AN, BO]), ("terug", "2", [BO, BO])],
)
def test_two_transactions_at_once_plan_a_key_once(
    end: str, second: str, adressen: list[str], opstelling: Opstelling
) -> None:
    an = opstelling.start(*SHELL, PLAN_AND_WAIT.format(aan=AN, sleutels="ab"))
    assert first_line(an) == "2\n"
    bo = opstelling.start(*SHELL, PLAN_AND_TELL.format(aan=BO, sleutels="bc"))
    assert first_line(bo) == "schrijft\n"  # it saw neither key

    ended = an.communicate(f"{end}\n", timeout=PATIENCE)
    stdout, stderr = bo.communicate(timeout=PATIENCE)

    assert (ended, stdout.splitlines()[-1], stderr) == (("", ""), second, "")
    assert opstelling.shell(READ) == [f"{aan} wacht 0" for aan in adressen]


def test_mail_of_a_killed_process_goes_again_as_the_same_mail(
    opstelling: Opstelling,
) -> None:
    opstelling.write(AN)
    opstelling.brievenbus.on_mail = lambda: send_signal(process, signal.SIGKILL)

    process: subprocess.Popen[str] = opstelling.start("verzend")
    process.communicate(timeout=PATIENCE)
    opstelling.brievenbus.on_mail = None
    lines = [opstelling.run("verzend"), *opstelling.shell(READ)]
    opstelling.shell(END_LEASE)
    lines += [opstelling.run("verzend"), *opstelling.shell(READ)]

    assert process.returncode == -signal.SIGKILL
    assert lines == ["", f"{AN} wacht 1", "1 verzonden.\n", f"{AN} verzonden 2"]
    first, second = opstelling.brievenbus.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_verzend_finishes_the_mail_it_is_busy_with(
    number: signal.Signals, opstelling: Opstelling
) -> None:
    opstelling.write(AN, BO)
    opstelling.brievenbus.on_mail = lambda: send_signal(process, number)

    process: subprocess.Popen[str] = opstelling.start("verzend", "--blijf")
    told = process.communicate(timeout=PATIENCE)

    assert (process.returncode, told) == (0, ("1 verzonden.\n", ""))
    assert opstelling.shell(READ) == [f"{AN} verzonden 1", f"{BO} wacht 0"]


def test_verzend_stays_while_the_database_is_gone(opstelling: Opstelling) -> None:
    opstelling.write(AN)

    with staying(opstelling) as lines:
        told = [next(lines)]
        with without_database(opstelling.url):
            trouble = next(lines)
        opstelling.write(BO)
        told.append(next(lines))

    assert opstelling.brievenbus.adressen == [AN, BO]
    assert told == ["1 verzonden.\n"] * 2
    assert trouble.startswith("De databank werkt niet mee (")


def test_verzend_ends_with_whoever_started_it(opstelling: Opstelling) -> None:
    opstelling.write(AN)
    verzend = f"{sys.executable} manage.py verzend --blijf --met-ouder"
    parent = opstelling.start_command("sh", "-c", f"{verzend} & exec sleep {PATIENCE}")
    assert first_line(parent) == "1 verzonden.\n"

    parent.kill()

    # What it prints ends when it does.
    assert parent.communicate(timeout=PATIENCE / 2)[0] == ""


def test_verzend_tells_nobody_who_gets_what(opstelling: Opstelling) -> None:
    opstelling.write(AN, BO)
    opstelling.brievenbus.weigert = {AN: f"550 5.1.1 {AN} bestaat niet"}

    told = opstelling.start("verzend").communicate(timeout=PATIENCE)

    assert told == ("1 verzonden, 1 geweigerd.\n", "")
    assert opstelling.shell(READ) == [
        f"{AN} wacht 1 SMTPRecipientsRefused 550",
        f"{BO} verzonden 1",
    ]


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


async def send_signal(process: subprocess.Popen[str], number: signal.Signals) -> None:
    process.send_signal(number)


@contextmanager
def staying(opstelling: Opstelling) -> Iterator[Iterator[str]]:
    """Run `verzend --blijf`; what it prints, line by line."""
    with opstelling.start("verzend", "--blijf") as process:
        assert process.stdout is not None
        # Whoever waits for a line that doesn't come mustn't wait for ever.
        watchdog = threading.Timer(PATIENCE, process.kill)
        watchdog.start()
        try:
            yield process.stdout
        finally:
            watchdog.cancel()
            process.terminate()
    assert process.returncode == 0


@contextmanager
def without_database(url: str) -> Iterator[None]:
    """Break every connection and let nobody in, until the block ends."""
    if url.startswith("sqlite:"):
        path = Path(url.removeprefix("sqlite:///"))
        away = path.rename(path.with_suffix(".weg"))
        path.mkdir()  # an empty file would be a database without tables
        yield
        path.rmdir()
        away.rename(path)
        return
    name = urlsplit(url).path[1:]
    allow = SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(allow.format(Identifier(name), False))
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [name],
        )
        yield
        connection.execute(allow.format(Identifier(name), True))
