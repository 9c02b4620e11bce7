"""What a browser sends for a passkey: whole, or with one place of it gone bad."""

import copy
import hashlib
import json
import re
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.veiligheid.vijandig import encode, json_values, urlencoded

HOST = "testserver"
HASH = hashlib.sha256(HOST.encode()).digest()
FLAG = AuthenticatorData.FLAG
# Bytes that promise more than there is, or that go on without end
PROMISES = [
    *(HASH + flags + bytes(4) for flags in (b"\x85", b"\xc5")),
    HASH + b"\x85" + bytes(4) + b"\x1b",
    HASH + b"\xc5" + bytes(22) + b"\xa1",
    b"\xa1",
    b"\x1b",
    b"[" * 50_000,
    b"{}",
]


def make_new(challenge: str) -> dict[str, Any]:
    """A new key on a device of our own, as good as any."""
    key = ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    credential_data = AttestedCredentialData.create(bytes(16), b"een sleutel", key)
    flags = FLAG.UP | FLAG.UV | FLAG.AT
    data = AuthenticatorData.create(HASH, flags, 0, credential_data)
    said = _client_data(CollectedClientData.TYPE.CREATE, challenge)
    attestation = AttestationObject.create("none", data, {})
    return _credential(
        b"een sleutel",
        {"clientDataJSON": said, "attestationObject": websafe_encode(attestation)},
    )


def make_use(challenge: str, sleutel: Authenticator) -> dict[str, Any]:
    """Somebody else's key, used by who hasn't its secret."""
    data = sleutel.wrap().authenticator_data.credential_data
    signed = AuthenticatorData.create(HASH, FLAG.UP | FLAG.UV, 0)
    handle = user_pk_to_url_str(sleutel.user).encode()
    return _credential(
        data.credential_id,
        {
            "clientDataJSON": _client_data(CollectedClientData.TYPE.GET, challenge),
            "authenticatorData": websafe_encode(signed),
            "signature": websafe_encode(bytes(70)),
            "userHandle": websafe_encode(handle),
        },
    )


def _client_data(kind: str, challenge: str) -> str:
    said = CollectedClientData.create(
        kind, websafe_decode(challenge), f"https://{HOST}"
    )
    return websafe_encode(said)


def _credential(key: bytes, response: dict[str, str]) -> dict[str, Any]:
    return {
        "id": websafe_encode(key),
        "rawId": websafe_encode(key),
        "type": "public-key",
        "response": response,
        "authenticatorAttachment": "platform",
        "clientExtensionResults": {"credProps": {"rk": True}},
    }


def challenge_in(page: str) -> str:
    """The challenge in a page on which one adds a key."""
    found = re.search(r'id="sleutelgegevens" type="application/json">(.*?)<', page)
    assert found is not None
    options = json.loads(found[1])["creation_options"]
    return str(options["publicKey"]["challenge"])


def form(credential: Any) -> bytes:
    return urlencoded({"name": b"x", "credential": encode(json.dumps(credential))})


def spoiled(credential: dict[str, Any]) -> SearchStrategy[bytes]:
    """Forms of which one place holds something else; or something else entirely."""
    places: list[tuple[str, ...]] = [(name,) for name in credential]
    places += 3 * [("response", name) for name in credential["response"]]
    cut = st.integers(0, 200).map(lambda n: ("cut", n))
    values = json_values() | st.binary(max_size=80).map(websafe_encode) | cut
    values |= st.sampled_from(PROMISES).map(websafe_encode)
    bad = st.builds(
        lambda at, value: _put(credential, at, value), st.sampled_from(places), values
    )
    return (bad | json_values()).map(form)


def _put(credential: dict[str, Any], place: tuple[str, ...], value: Any) -> Any:
    changed = copy.deepcopy(credential)
    inner = changed["response"] if len(place) == 2 else changed
    if isinstance(value, tuple):
        value = str(inner[place[-1]])[: value[1]]
    inner[place[-1]] = value
    return changed
