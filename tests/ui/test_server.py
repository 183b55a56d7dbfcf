from __future__ import annotations

import signal
import socket
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from model.errors import TargetError
from ui import server
from ui.server import choose_port, command, opens, port_is_free, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def taken() -> Iterator[int]:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_with_a_listener_is_not_free(taken: int) -> None:
    assert not port_is_free(taken, host="127.0.0.1")


def test_a_taken_port_that_was_asked_for_is_refused(taken: int) -> None:
    with pytest.raises(TargetError, match=rf"Port {taken} of 127\.0\.0\.1 cannot be used.*leave --port out"):
        choose_port(taken, host="127.0.0.1")


@pytest.mark.parametrize("port", [0, -1, 70_000])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(TargetError, match="cannot be used"):
        choose_port(port)


def test_without_a_port_the_next_free_one_is_taken(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PORT", taken)
    chosen = choose_port(host="127.0.0.1")
    assert taken < chosen < taken + 50


def test_no_free_port_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "port_is_free", lambda _port, **_host: False)
    with pytest.raises(TargetError, match=r"No port from 8501 to 8550 is free"):
        choose_port()


def test_localhost_is_for_this_computer_only_and_another_address_is_said_to_be_open() -> None:
    assert opens("localhost", 8501).english().endswith("can be reached from this computer only.")
    wide = opens("0.0.0.0", 8502).english()
    assert "http://0.0.0.0:8502" in wide
    assert "everyone who can reach this computer" in wide
    assert "http://[::1]:8501" in opens("::1", 8501).english()


class Pages:
    """A process that ends at once, or at Ctrl-C, and remembers how it was started."""

    def __init__(self, code: int = 0, *, interrupted: bool = False) -> None:
        self.code, self.interrupted = code, interrupted
        self.words: list[str] = []
        self.options: dict[str, Any] = {}
        self.stopped = False

    def __call__(self, words: list[str], **options: Any) -> Pages:
        self.words, self.options = words, options
        return self

    def wait(self) -> int:
        if self.interrupted and not self.stopped:
            raise KeyboardInterrupt
        return self.code

    def terminate(self) -> None:
        self.stopped = True


def test_the_dashboard_runs_where_its_settings_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(server, "DASHBOARD", tmp_path / "dashboard.py")
    (tmp_path / "dashboard.py").touch()
    ran = Pages()
    monkeypatch.setattr(subprocess, "Popen", ran)
    assert serve("localhost", 8501) == 0
    assert ran.words == command("localhost", 8501)
    assert ran.options["cwd"] == tmp_path
    assert server.MODE_VARIABLE not in ran.options["env"]


def test_an_open_address_runs_in_public_mode(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(server, "DASHBOARD", tmp_path / "dashboard.py")
    (tmp_path / "dashboard.py").touch()
    ran = Pages()
    monkeypatch.setattr(subprocess, "Popen", ran)
    serve("0.0.0.0", 8501)
    assert ran.options["env"][server.MODE_VARIABLE] == "public"


def test_ctrl_c_ends_the_pages_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(server, "DASHBOARD", tmp_path / "dashboard.py")
    (tmp_path / "dashboard.py").touch()
    pages = Pages(interrupted=True)
    monkeypatch.setattr(subprocess, "Popen", pages)
    assert serve("localhost", 8501) == 0
    assert pages.stopped


def test_a_stop_reaches_the_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(server, "DASHBOARD", tmp_path / "dashboard.py")
    (tmp_path / "dashboard.py").touch()
    pages = Pages(code=-15)
    pages.wait = lambda: (signal.raise_signal(signal.SIGTERM), pages.code)[1]  # type: ignore[method-assign]
    monkeypatch.setattr(subprocess, "Popen", pages)
    before = signal.getsignal(signal.SIGTERM)
    assert serve("localhost", 8501) == 0
    assert pages.stopped
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_missing_dashboard_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(server, "DASHBOARD", tmp_path / "dashboard.py")
    with pytest.raises(TargetError, match=r"dashboard\.py is missing: get the repository again"):
        serve("localhost", 8501)
