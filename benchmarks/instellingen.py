"""The project as it is, plus the addresses that only measuring needs."""

from samenwijzer.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.adressen"
