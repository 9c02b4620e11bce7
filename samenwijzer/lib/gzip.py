"""Compression on the way out, for text alone."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class TextGZipMiddleware(GZipMiddleware):
    """Leave PDFs, pictures and packs as they are.

    They are compressed already, and a strong ETag says: these very bytes.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if response.streaming:  # each piece is for at once
            return response
        if not kind.startswith(("text/", "application/json")):
            return response
        return super().process_response(request, response)
