"""What is due to be written, asked of those who know: settings.POST_PLANNERS."""

import datetime as dt
import logging

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


def run_planners(now: dt.datetime) -> int:
    """Let each planner write its mails for `now`; how many they say they wrote.

    One that fails stops neither the others nor the sending.
    """
    return sum(_run(path, now) for path in settings.POST_PLANNERS)


def _run(path: str, now: dt.datetime) -> int:
    try:
        return int(import_string(path)(now))
    except Exception as fout:  # noqa: BLE001 (any mistake in it is its own)
        # By class alone: its words may tell who gets what.
        logger.error("Planner %s: %s", path, type(fout).__name__)
        return 0
