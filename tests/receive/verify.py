"""Verifies signed requests by the official Standard Webhooks library for Python.

Reads a JSON line a request: {"secret", "headers", "body_base64"}. Answers a line each: `ok` or `error: …`.
"""

import base64
import json
import sys

from standardwebhooks.webhooks import Webhook


def verdict(line):
    request = json.loads(line)
    body = base64.b64decode(request["body_base64"], validate=True)
    try:
        Webhook(request["secret"]).verify(body.decode(), request["headers"])
    except Exception as error:  # the library's own words are the answer, whatever it raises
        return f"error: {type(error).__name__}: {error}".replace("\n", " ")
    return "ok"


for request_line in sys.stdin:
    print(verdict(request_line))
