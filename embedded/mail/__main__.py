"""``python -m embedded.mail FOLDER``: keep every message there, until told to stop."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from pathlib import Path

from embedded.mail.server import Behaviour, MailServer


def main() -> int:
    options = argparse.ArgumentParser(description="Keep every message; send none on.")
    options.add_argument("folder", type=Path, help="where the messages are kept")
    options.add_argument("--smtp-port", type=int, default=0, help="0: a free one")
    options.add_argument("--http-port", type=int, default=0, help="0: a free one")
    options.add_argument("--addresses", type=Path, help="a file to write the ports to, as JSON")
    options.add_argument("--behave", type=Behaviour, choices=list(Behaviour), default="normal")
    options.add_argument("--times", type=int, help="for this many messages; else for good")
    options.add_argument("--seconds", type=float, default=5.0, help="how slow `slow` is")
    given = options.parse_args()
    # Blocked before any thread begins, so that every thread leaves these signals to sigwait below.
    stopping = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stopping)
    try:
        server = MailServer(given.folder, smtp_port=given.smtp_port, http_port=given.http_port)
        server.start()
    except OSError as taken:
        print(f"The mail server cannot listen: {os.strerror(taken.errno or 0)}.", file=sys.stderr)
        return 1
    server.behave(given.behave, times=given.times, seconds=given.seconds)
    ports = {"smtp_port": server.smtp_port, "http_port": server.http_port}
    if given.addresses:
        unfinished = given.addresses.with_suffix(".part")
        unfinished.write_text(json.dumps(ports))
        os.replace(unfinished, given.addresses)
    print(f"SMTP on 127.0.0.1:{server.smtp_port}, read them at {server.url}", flush=True)
    signal.sigwait(stopping)
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
