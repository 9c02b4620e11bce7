"""Our own settings, with one address more: one whose view is broken."""

from samenwijzer.settings import *  # noqa: F403

ROOT_URLCONF = "tests.veiligheid.kapot_urls"
