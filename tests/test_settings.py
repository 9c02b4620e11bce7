import os
import subprocess
import sys
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

SHOW_KEYS = (
    "from samenwijzer import settings as s; print(s.SECRET_KEY, *s.GEHEIMSLEUTELS)"
)


def run(data: Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SHOW_KEYS],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "SAMENWIJZER_DATA": str(data), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_that_start_together_share_their_keys(tmp_path: Path) -> None:
    processes = [run(tmp_path / "data") for _ in range(4)]
    shown = {process.communicate()[0] for process in processes}

    assert len(shown) == 1
    secret, geheim = shown.pop().split()
    assert len(secret) > 50
    Fernet(geheim)
    made = sorted((tmp_path / "data").iterdir())
    assert [path.name for path in made] == ["geheimsleutel", "secret_key"]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}


def test_given_keys_are_used_and_none_is_made(tmp_path: Path) -> None:
    keys = [Fernet.generate_key().decode() for _ in range(2)]
    process = run(tmp_path, SECRET_KEY="x", SAMENWIJZER_SLEUTELS=",".join(keys))

    assert process.communicate()[0].split() == ["x", *keys]
    assert not (tmp_path / "geheimsleutel").exists()


def test_key_that_is_none_is_refused_without_being_shown(tmp_path: Path) -> None:
    good = Fernet.generate_key().decode()
    for keys in ("geheim", f"{good},geheim"):
        process = run(tmp_path, SECRET_KEY="x", SAMENWIJZER_SLEUTELS=keys)
        said = process.communicate()[1]
        assert said.endswith(
            "`manage.py draai_sleutels --nieuw`, en scheid er meer met komma's.\n"
        )
        assert good not in said
        assert process.returncode == 1


def test_unknown_edition_is_refused(tmp_path: Path) -> None:
    process = run(tmp_path, SAMENWIJZER_UITGAVE="beide")

    assert process.communicate()[1].endswith(
        "SAMENWIJZER_UITGAVE moet eigen of bron zijn.\n"
    )
    assert process.returncode == 1


def test_demo_is_refused_in_production_unless_one_means_it(tmp_path: Path) -> None:
    for value in ("1", "ja", "true"):
        process = run(tmp_path, SAMENWIJZER_DEMO=value)
        assert "SAMENWIJZER_DEMO=ja-ik-weet-het" in process.communicate()[1]
        assert process.returncode == 1

    for allowed in ({"SAMENWIJZER_DEMO": "ja-ik-weet-het"}, {"SAMENWIJZER_DEMO": "0"}):
        process = run(tmp_path, **allowed)
        process.communicate()
        assert process.returncode == 0
    process = run(tmp_path, SAMENWIJZER_DEMO="1", DEBUG="1")
    process.communicate()
    assert process.returncode == 0


def test_provider_without_an_address_is_refused(tmp_path: Path) -> None:
    process = run(tmp_path, OIDC_ENTREE_ID="samenwijzer")

    assert process.communicate()[1].endswith(
        "OIDC_ENTREE_URL ontbreekt. Vul het adres van Entree in.\n"
    )
