"""Judges requests with openapi-core: one request a line comes in, and one list of violations a line goes out.

Omits the servers of the document, because the requests went to another one.
"""

import json
import sys
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from jsonschema_path.readers import PathReader
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict


class Request:
    host_url = "http://127.0.0.1"

    def __init__(self, sent):
        url = urlsplit(sent["target"])
        headers = Headers(sent["headers"])
        cookies = SimpleCookie(headers.get("cookie", ""))
        self.method = sent["method"].lower()
        # A slash that belongs to a value stays encoded, so that it does not begin another segment.
        self.path = "/".join(unquote(step).replace("/", "%2F") for step in url.path.split("/"))
        self.content_type = headers.get("content-type", "")
        # A form without members is a body without bytes.
        self.body = bytes(sent["body"]) if self.content_type else None
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(parse_qsl(url.query, keep_blank_values=True)),
            header=headers,
            cookie=ImmutableMultiDict((name, unquote(cookie.value)) for name, cookie in cookies.items()),
        )


def violations(error):
    """The reasons of an error, the innermost of each chain."""
    inner = getattr(error, "schema_errors", None)
    if inner:
        return [f"{error}: {'.'.join(map(str, one.absolute_path))}: {one.message}"[:1000] for one in inner]
    cause = error.__cause__ or error.__context__
    return [f"{error}: {reason}" for reason in violations(cause)] if cause else [str(error)[:1000]]


def without_servers(document):
    holders = [document]
    for item in document.get("paths", {}).values():
        holders += [item] + [operation for operation in item.values() if isinstance(operation, dict)]
    for holder in holders:
        holder.pop("servers", None)
    return document


def main():
    document, uri = PathReader(Path(sys.argv[1]).resolve()).read()
    openapi = OpenAPI.from_dict(without_servers(document), config=Config(spec_validator_cls=None), base_uri=uri)
    for line in sys.stdin:
        try:
            errors = openapi.iter_request_errors(Request(json.loads(line)))
            answer = [violation for error in errors for violation in violations(error)]
        except Exception as error:
            answer = f"{type(error).__name__}: {error}"[:1000]
        print(json.dumps(answer), flush=True)


main()
