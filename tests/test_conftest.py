import pytest

from tests import conftest


@pytest.mark.parametrize(("ci", "outcome"), [(True, "failed"), (False, "skipped")])
def test_skipped_test_fails_in_ci_only(
    monkeypatch: pytest.MonkeyPatch, ci: bool, outcome: str
) -> None:
    monkeypatch.setattr(conftest, "CI", ci)
    place = ("tests/test_x.py", 1, "test_x")
    reason = ("tests/test_x.py", 1, "Skipped: geen Chromium")
    report = pytest.TestReport("test_x", place, {}, "skipped", reason, "call")

    conftest.forbid_skip(report)

    assert report.outcome == outcome
