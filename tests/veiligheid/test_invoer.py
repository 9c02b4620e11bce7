"""Bad input gets an answer that says what to do: never a 5xx, never a way in."""

import logging
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pytest_django import Settings

from tests.veiligheid import vijandig
from tests.veiligheid.adressen import VARIABLE, make_addresses, routes
from tests.veiligheid.opstelling import make_wereld, sign_in, whole_site_map
from tests.veiligheid.vijandig import Verzoek, undone

ACTOREN = ["niemand", "lid A", "coordinator A", "beheerder"]


class Wereld:
    def __init__(self):
        actors = make_wereld()
        self.sessions = {}
        for naam in ACTOREN:
            sign_in(actors[naam])
            c = actors[naam].client.cookies.get("sessionid")
            self.sessions[naam] = c.value if c else ""
        self.addresses = make_addresses(actors["coordinator A"].gebruiker)

    def send(self, wie, v, csrf=False):
        if not hasattr(self, "clients"):
            self.clients = {c: Client(enforce_csrf_checks=c, raise_request_exception=False) for c in (True, False)}
        client = self.clients[csrf]
        client.cookies.clear()
        cookies = {"sessionid": self.sessions[wie]} if self.sessions[wie] else {}
        cookies |= v.cookies
        extra = {"HTTP_COOKIE": "; ".join(f"{k}={x}" for k, x in cookies.items())}
        if v.content_type: extra["CONTENT_TYPE"] = v.content_type
        url = v.path + ("?" + v.query if v.query else "")
        with undone():
            return client.generic(v.method, url, v.body, v.content_type, headers=v.headers, **extra)


def faults(v, r):
    out = []
    if r.status_code >= 500 and r.status_code != 502:
        out.append(f"{r.status_code} {r.exc_info and repr(r.exc_info[1])[:200]}")
    loc = r.headers.get("Location")
    if loc is not None:
        s = urlsplit(loc)
        if s.netloc not in ("", "testserver") or s.scheme not in ("", "http") or loc.startswith(("//","/\\")):
            out.append("redirect " + loc)
    if not r.streaming and vijandig.HTML.encode() in r.content and "json" not in r.headers.get("content-type",""):
        out.append("unescaped")
    if 400 <= r.status_code < 500 and r.headers.get("content-type","").startswith("text/html") and b'lang="nl"' not in r.content and v.method != "HEAD":
        out.append("no dutch page: %r" % r.content[:200])
    return out


@pytest.mark.django_db
def test_explore(settings):
    from hypothesis import settings as hs
    import time, traceback, collections
    settings.DEMO = True
    logging.disable(logging.CRITICAL)
    found = collections.Counter(); ex = {}
    with whole_site_map():
        w = Wereld()
        t = time.time(); n = 0
        from random import Random
        def mk(route, path):
            variable = VARIABLE.search(route)
            base = dict(path=st.just(path), method=st.sampled_from(vijandig.METHODS))
            opts = [
                st.builds(Verzoek, **base, query=vijandig.queries()),
                st.builds(lambda method, path, b: Verzoek(method, path, body=b[0], content_type=b[1]), st.sampled_from(["POST"]*4+["PUT","PATCH"]), st.just(path), vijandig.bodies()),
                st.builds(lambda method, path, b: Verzoek(method, path, body=b[0], content_type=b[1]), st.sampled_from(["POST"]*4+["PUT","PATCH"]), st.just(path), vijandig.bodies()),
                st.builds(Verzoek, **base, headers=vijandig.headers()),
                st.builds(Verzoek, **base, cookies=vijandig.cookies()),
            ]
            if variable:
                from urllib.parse import quote_from_bytes
                opts.append(st.builds(lambda v, m: Verzoek(m, "/" + VARIABLE.sub(lambda _: quote_from_bytes(v, safe=""), route).replace("$","").replace("^","")), vijandig.values(), st.sampled_from(vijandig.METHODS)))
            return st.one_of(opts)
        for route, path in w.addresses.items():
            @seed(zlib.crc32(route.encode()))
            @hs(max_examples=int(__import__("os").environ.get("N", "30")), deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
            @given(st.sampled_from(ACTOREN), st.booleans(), mk(route, path))
            def check(wie, csrf, v):
                nonlocal n; n += 1
                try:
                    r = w.send(wie, v, csrf and v.method == "POST")
                    fs = faults(v, r)
                except Exception as e:
                    fs = ["CLIENT " + repr(e)[:200]]; r = None
                for f in fs:
                    key = (route, f[:110])
                    found[key] += 1
                    if key not in ex:
                        tb = ""
                        if r is not None and getattr(r, "exc_info", None):
                            tb = "".join(traceback.format_tb(r.exc_info[2])[-2:])
                        ex[key] = (wie, v.method, v.path[:80], v.query[:100], v.body[:300], v.content_type, v.headers, v.cookies, tb)
            check()
        print("N", n, time.time() - t)
    for k, c in found.most_common():
        print(c, k, ex[k][:8]); print(ex[k][8][-500:])
