"""A real nginx with the configuration that is deployed, on ports of its own and as nobody in particular."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.settings import PROJECT_ROOT
from tests.ports import free_port

CONFIGURATION = PROJECT_ROOT / "deploy" / "nginx.conf"
RATE = "rate=20r/s"
PUBLIC, REVIEW = "guiden.example.se", "redaktion.example.se"


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class Nginx:
    """`assistants` and `review` are the ports that real servers listen on, or that nothing does.

    Tests come faster than people: `patient` lets all of them in.
    """

    def __init__(self, assistants: Sequence[int], review: int, patient: bool = True) -> None:
        self.http, self.https = free_port(), free_port()
        self._assistants, self._review, self._patient = assistants, review, patient

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: Optional[bytes] = None,
        headers: Optional[Mapping[str, str]] = None,
        name: str = PUBLIC,
    ) -> Answer:
        """One request, encrypted, as to the name."""
        connection = http.client.HTTPSConnection(name, self.https, timeout=10, context=self._trusts)
        connection.sock = self._encrypted(name)
        try:
            connection.request(method, path, body, {"Host": name, **(headers or {})})
            response = connection.getresponse()
            return Answer(
                response.status, {key.lower(): value for key, value in response.getheaders()}, response.read()
            )
        finally:
            connection.close()

    def _encrypted(self, name: str) -> ssl.SSLSocket:
        """
        Raises:
            ssl.SSLError: when nobody has that name here.
        """
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=10)
        return self._trusts.wrap_socket(plain, server_hostname=name)

    def encrypted_with(self, version: ssl.TLSVersion) -> Optional[str]:
        """The version that is agreed on when the client knows no newer one.

        Raises:
            ssl.SSLError: when that is too old.
        """
        context = ssl.create_default_context(cafile=str(self._folder / "fullchain.pem"))
        context.set_ciphers("DEFAULT@SECLEVEL=0")  # OpenSSL itself would refuse old versions
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, version
        with (
            socket.create_connection(("127.0.0.1", self.https), timeout=10) as plain,
            context.wrap_socket(plain, server_hostname=PUBLIC) as agreed,
        ):
            return agreed.version()

    def logged(self) -> List[Dict[str, Any]]:
        """The lines of the log of requests; each is written when its answer has been sent."""
        return [json.loads(line) for line in (self._folder / "requests.log").read_text("utf-8").splitlines()]

    def written(self) -> str:
        """All that nginx has written anywhere in its folder, and to standard error."""
        texts = (path.read_text("utf-8") for path in self._folder.rglob("*.log"))
        return "\n".join(texts)

    def reload(self) -> None:
        """Read the configuration and certificates again, and end no request."""
        self._process.send_signal(1)

    def __enter__(self) -> Nginx:
        self._folder = Path(tempfile.mkdtemp(prefix="guiden-nginx-"))
        _write_certificate(self._folder)
        self._trusts = ssl.create_default_context(cafile=str(self._folder / "fullchain.pem"))
        path = self._folder / "nginx.conf"
        path.write_text(self._filled_in(), "utf-8")
        (self._folder / "requests.log").touch()
        nobody: Dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            for each in (self._folder, *self._folder.iterdir()):
                shutil.chown(each, "nobody", "nogroup")
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program, "nginx is missing: run scripts/system_packages.sh"
        with (self._folder / "errors.log").open("ab") as errors:
            self._process = subprocess.Popen(
                [program, "-p", str(self._folder), "-c", str(path), "-g", "daemon off;"], stderr=errors, **nobody
            )
        self._wait()
        return self

    def _wait(self) -> None:
        for _ in range(100):
            assert self._process.poll() is None, (self._folder / "errors.log").read_text("utf-8")
            try:
                socket.create_connection(("127.0.0.1", self.https), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("nginx does not listen")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)
        shutil.rmtree(self._folder)

    def _filled_in(self) -> str:
        values = {
            "FOLDER": self._folder,
            "LOG": self._folder / "requests.log",
            "RESOLVER": "127.0.0.1",
            "ASSISTANTS": " ".join(f"server 127.0.0.1:{port} max_fails=0;" for port in self._assistants),
            "REVIEW": f"server 127.0.0.1:{self._review};",
            "CERTIFICATES": self._folder,
            "HTTP": f"127.0.0.1:{self.http}",
            "HTTPS": f"127.0.0.1:{self.https}",
            "PUBLIC_NAME": PUBLIC,
            "REVIEW_NAME": REVIEW,
        }
        text = CONFIGURATION.read_text("utf-8")
        assert RATE in text
        if self._patient:
            text = text.replace(RATE, "rate=10000r/s")
        for name, value in values.items():
            text = text.replace(f"${{{name}}}", str(value))
        return text


def _write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, PUBLIC)])
    begun = dt.datetime.utcnow() - dt.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), begun,
                                begun + dt.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in (PUBLIC, REVIEW)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
