"""A time stamp authority of the tests' own, on loopback: openssl behind a few lines of HTTP."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from msgspec import Struct

OPENSSL = shutil.which("openssl")
FAKETIME = shutil.which("faketime")

_CONFIG = """\
[ tsa ]
default_tsa = one
[ one ]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha512
default_policy = 1.2.3.4.1
digests = sha256, sha512
ordering = no
tsa_name = yes
ess_cert_id_chain = no
{certs}
"""
_EXTENSIONS = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"


class Authority(Struct, frozen=True):
    """An authority that stamps.

    Attributes:
        folder: Its keys.
        root: Its root certificate, which a person would get from its site.
        at: The time at which it stamps, for faketime; empty for now.
    """

    folder: Path
    root: Path
    at: str = ""

    def stamp(self, request: bytes) -> bytes:
        (self.folder / "query.tsq").write_bytes(request)
        out = self.folder / "answer.tsr"
        asked = ["ts", "-reply", "-config", self.folder / "tsa.cnf", "-queryfile"]
        run(self.at, *asked, self.folder / "query.tsq", "-out", out)
        return out.read_bytes()


def run(at: str, *asked: object) -> None:
    before = [str(FAKETIME), "-f", at] if at else []
    done = subprocess.run(
        [*before, str(OPENSSL), *map(str, asked)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def make_authority(
    folder: Path, name: str, *, at: str = "", days: int = 3650, misordered: bool = False
) -> Authority:
    """A root, a stamping certificate under it, and the configuration to stamp with."""
    folder.mkdir(parents=True)
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout"]
    root, tsa = folder / "root.pem", folder / "tsa.pem"
    run(at, "req", "-x509", *key, folder / "root.key", "-out", root, "-days", days,
        "-subj", f"/O={name}/CN={name} root")  # fmt: skip
    run(at, "req", "-new", *key, folder / "tsa.key", "-out", folder / "tsa.csr",
        "-subj", f"/O={name}/CN={name} stamps")  # fmt: skip
    (folder / "ext.cnf").write_text(_EXTENSIONS)
    run(at, "x509", "-req", "-in", folder / "tsa.csr", "-CA", root, "-CAkey", folder / "root.key",
        "-CAcreateserial", "-out", tsa, "-days", days, "-extfile", folder / "ext.cnf")  # fmt: skip
    (folder / "serial").write_text("01\n")
    # With "certs" openssl writes certificates in an order that DER does not allow; real ones do too.
    certs = f"certs = {root}" if misordered else ""
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder, certs=certs))
    return Authority(folder, root, at)


@contextmanager
def serving(
    authority: Authority, *, answer: bytes | None = None
) -> Iterator[tuple[str, list[bytes]]]:
    """Its address on loopback, and what it was sent."""
    sent: list[bytes] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            sent.append(query)
            content = authority.stamp(query) if answer is None else answer
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", sent
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def seconds(at: str) -> int:
    return int(datetime.fromisoformat(f"{at}+00:00").timestamp())
