import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

SHOW_KEY = "from samenwijzer import settings; print(settings.SECRET_KEY)"


def run(data: Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SHOW_KEY],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "SAMENWIJZER_DATA": str(data), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_that_start_together_share_one_secret_key(tmp_path: Path) -> None:
    processes = [run(tmp_path / "data") for _ in range(4)]
    keys = {process.communicate()[0] for process in processes}

    assert len(keys) == 1
    assert len(keys.pop().strip()) > 50
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]
    assert (tmp_path / "data/secret_key").stat().st_mode & 0o777 == 0o600


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
