"""Our half of clamd's protocol, against a server that speaks the other half, well and badly."""

import io
import socket

import pytest

from embedded.scanner import EICAR, Behaviour, ScannerServer
from inspection.scanner import PIECE_BYTES, NoAnswer, Scanner, check_address


@pytest.fixture
def server():
    server = ScannerServer().start()
    yield server
    server.stop()


def ask(server, content=b"a harmless letter", seconds=5.0):
    return Scanner(server.address, seconds=seconds).find_virus(io.BytesIO(content))


def test_nothing_found_is_told_as_nothing(server):
    assert ask(server) == ""
    assert ask(server, b"") == ""
    assert server.asked == 2


@pytest.mark.parametrize("before", [0, PIECE_BYTES - 10, 3 * PIECE_BYTES + 5])
def test_a_virus_is_found_wherever_it_lies(server, before):
    assert ask(server, bytes(before) + EICAR + bytes(100)) == "Eicar-Test-Signature"


def test_it_speaks_over_a_socket_file_too(tmp_path):
    server = ScannerServer(tmp_path / "clamd.ctl").start()
    try:
        assert ask(server) == ""
        assert ask(server, EICAR) == "Eicar-Test-Signature"
        assert Scanner(server.address).answers()
    finally:
        server.stop()
    with pytest.raises(NoAnswer, match="cannot be reached"):
        ask(server)


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (Behaviour.HANG, "took too long"),
        (Behaviour.RESET, r"cannot be reached|broke off"),
        (Behaviour.SILENT, r"cannot be reached|broke off"),
        (Behaviour.GARBAGE, "did not say"),
        (Behaviour.ERROR, "did not say"),
        (Behaviour.CUT, "broke off"),
        (Behaviour.FLOOD, "broke off"),
        (Behaviour.LIMITS, "over a limit"),
    ],
)
def test_anything_but_a_whole_answer_is_no_answer(server, behaviour, told):
    server.behaviour = behaviour

    with pytest.raises(NoAnswer, match=told):
        ask(server, bytes(100_000), seconds=0.5)


def test_nothing_found_before_all_was_read_is_no_answer(server):
    server.behaviour = Behaviour.EARLY

    with pytest.raises(NoAnswer):  # more than the sockets between them hold
        ask(server, bytes(30_000_000))


def test_a_file_over_the_scanners_limit_is_not_clean():
    server = ScannerServer(most_bytes=1000).start()
    try:
        assert ask(server, bytes(1000)) == ""
        with pytest.raises(NoAnswer, match=r"over a limit|cannot be reached|broke off"):
            ask(server, bytes(1001))
        with pytest.raises(NoAnswer):
            ask(server, bytes(5_000_000))
    finally:
        server.stop()


def test_a_port_where_nobody_listens_is_no_answer():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        scanner = Scanner(f"tcp://127.0.0.1:{probe.getsockname()[1]}", seconds=1)
        assert not scanner.answers()
        with pytest.raises(NoAnswer, match="cannot be reached"):
            scanner.find_virus(io.BytesIO(b"x"))


def test_ping_tells_whether_it_is_there(server):
    assert Scanner(server.address).answers()
    server.behaviour = Behaviour.HANG
    assert not Scanner(server.address, seconds=0.3).answers()


@pytest.mark.parametrize(
    "address",
    ["clamav:3310", "tcp://clamav", "tcp://:3310", "tcp://clamav:x", "unix:run/x", "http://a:1"],
)
def test_an_address_that_is_none_is_refused_at_the_start(address):
    with pytest.raises(ValueError, match="no scanner can be at"):
        check_address(address)


@pytest.mark.parametrize(
    "address", ["", "tcp://clamav:3310", "tcp://[::1]:3310", "unix:/run/c.ctl"]
)
def test_an_address_is_kept_as_it_is(address):
    assert check_address(address) == address
