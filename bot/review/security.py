"""What browsers are told to refuse, whatever a page might hold by mistake."""

from __future__ import annotations

import secrets

from flask import Response, g, request

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def csp_nonce() -> str:
    """For a page's own `<style nonce>`; a page that doesn't ask allows none."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return g.csp_nonce


def add_headers(response: Response) -> Response:
    policy = dict(_POLICY)
    if "csp_nonce" in g:
        policy["style-src"] += f" 'nonce-{g.csp_nonce}'"
    response.headers["Content-Security-Policy"] = "; ".join(f"{name} {value}" for name, value in policy.items())
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
