"""What holds for every test."""

import os
from collections.abc import Generator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.management import call_command
from pytest_django import Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from samenwijzer.lib import herhaling

CI = os.environ.get("CI") == "true"


@pytest.fixture(autouse=True)
def _nothing_rendered_yet() -> None:
    """What one test rendered from its content isn't there for the next."""
    caches["weergave"].clear()
    herhaling.kept.clear()


@pytest.fixture(autouse=True, scope="session")
def _paper_is_kept_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests print doesn't land among what people printed."""
    django_settings.PDF_MAP = tmp_path_factory.mktemp("papier")


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_listed_once() -> Generator[None]:
    """Each client would look at hundreds of files again, which stay as they are."""
    listed: dict[str, dict[str, Any]] = {}
    real = WhiteNoiseMiddleware.update_files_dictionary

    def update(middleware: WhiteNoiseMiddleware, root: str, prefix: str) -> None:
        if prefix + root not in listed:
            real(middleware, root, prefix)
            listed[prefix + root] = middleware.files
        middleware.files = listed[prefix + root]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "update_files_dictionary", update)
        yield


@pytest.fixture(autouse=True)
def _mail_goes_to_the_outbox(settings: Settings) -> None:
    """As in the application; Django's test runner would keep mail in memory."""
    settings.EMAIL_BACKEND = "post.backend.Postvak"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Collect the static files that pages refer to, once, before the workers start."""
    if not hasattr(session.config, "workerinput"):
        call_command("collectstatic", interactive=False, verbosity=0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    report = yield
    forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    report = yield
    forbid_skip(report)
    return report


def forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI what is skipped has failed: there nothing may be missing."""
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Overgeslagen, en dat mag in CI niet: {report.longrepr}"
