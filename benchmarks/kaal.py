"""The least that Django can do: no middleware, no database, no templates."""

ALLOWED_HOSTS = ["127.0.0.1"]
SECRET_KEY = "nothing here is signed"
ROOT_URLCONF = "benchmarks.meetadressen"
