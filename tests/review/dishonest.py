"""An OpenID provider that answers with whatever token a test wants: the real one can't be made to lie."""

from __future__ import annotations

import http.server
import json
import threading
import time
from typing import Any, Dict, Optional

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT = "guiden"
SECRET = "provets-hemlighet-provets-hemlighet"


class DishonestProvider(http.server.ThreadingHTTPServer):
    """`claims`, `key` and `algorithm` are what the next token is made of; `user_info` is what its owner is said to be.

    `published` is the key that the provider says it signs with.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.published = RSAKey.generate_key(2048, {"kid": "one"})
        self.key: Any = self.published
        self.algorithm = "RS256"
        self.claims: Dict[str, Any] = {}
        self.user_info: Dict[str, Any] = {}
        self.issuer = self.address
        self.without_token = False

    def honest_claims(self, nonce: str) -> Dict[str, Any]:
        now = int(time.time())
        return {
            "iss": self.address, "sub": "eva", "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": nonce,
            "name": "Eva Redaktör", "roles": ["editor"],
        }  # fmt: skip

    def token(self) -> str:
        header = {"alg": self.algorithm, "kid": "one"}
        if self.algorithm == "none":
            return jwt.encode(header, self.claims, OctKey.import_key("unused"), algorithms=["none"])
        return jwt.encode(header, self.claims, self.key, algorithms=[self.algorithm])

    def answer(self, path: str) -> Optional[Dict[str, Any]]:
        if path == "/.well-known/openid-configuration":
            places = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "keys"}
            return {
                "issuer": self.issuer,
                "userinfo_endpoint": f"{self.address}/me",
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
                **{name: f"{self.address}/{place}" for name, place in places.items()},
            }
        answers = {
            "/keys": {"keys": [self.published.as_dict(private=False)]},
            "/me": self.user_info,
        }
        if path == "/token":
            token = {} if self.without_token else {"id_token": self.token()}
            return {"access_token": "a", "token_type": "Bearer", "expires_in": 60, **token}
        return answers.get(path)

    def __enter__(self) -> DishonestProvider:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Answers(http.server.BaseHTTPRequestHandler):
    server: DishonestProvider

    def do_GET(self) -> None:
        body = json.dumps(self.server.answer(self.path)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing needs to be said."""
