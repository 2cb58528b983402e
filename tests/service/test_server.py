"""The command itself, with the real server behind it: asked over the network, told to stop."""

from __future__ import annotations

import json
import socket
import urllib.request

import httpx
import pytest
from served import served
from stored import assessments, travelled

from gaf_rules.cli import main

_FOUND = assessments()["C22"]


def test_it_serves_until_it_is_told_to_stop() -> None:
    document = json.dumps(_FOUND.basis.case.to_dict()).encode()
    with served() as address:
        assert address.startswith("http://127.0.0.1:")
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{address}/assess?as_of={_FOUND.as_of}",
            document,
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - as above
            assert json.load(answer) == travelled(_FOUND.to_dict())
        with httpx.Client(base_url=address) as client:
            assert client.get("/health").json()["status"] == "ok"
            assert "server" not in client.get("/health").headers
            # A page of another site gives this machine a name of its own.
            stranger = client.get("/health", headers={"Host": "example.org"})
            assert stranger.status_code == 403
            allowed = stranger.json()["problems"][0]["allowed"]
            assert allowed == ["localhost", "127.0.0.1", "::1"]
            assert client.get("/health", headers={"Host": "localhost:1"}).status_code == 200


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_would_open_it_to_others_must_be_meant(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "::", "example.org", ""):  # noqa: S104 - to see it refused
        assert main(["serve", "--host", host, "--lang", lang]) == 2
        assert "--open-to-network" in capsys.readouterr().err
    assert main(["serve", "--port", "65536", "--lang", lang]) == 2
    assert main(["serve", "--max-bytes", "0", "--lang", lang]) == 2
    capsys.readouterr()
    with socket.create_server(("127.0.0.1", 0)) as held:
        taken = str(held.getsockname()[1])
        assert main(["serve", "--port", taken, "--lang", lang]) == 2
        assert taken in capsys.readouterr().err


def test_the_bound_and_the_open_door_are_what_the_arguments_say() -> None:
    with served("--max-bytes", "10", "--open-to-network") as address:
        headers = {"Content-Type": "application/json", "Host": "example.org"}
        answer = httpx.post(
            f"{address}/assess?as_of=2026-03-09", content=b" " * 99, headers=headers
        )
        assert answer.status_code == 413
