"""Files are taken only where a view asks for one, and never more of one than it asks for."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., Any])


def takes_file(most: int) -> Callable[[View], View]:
    """Let a view take one file of at most so many bytes. It stands over `@page`.

    Of a larger file `most` bytes are kept, and its `size` says how large it was, so that the form can tell.
    """

    def declare(view: View) -> View:
        view.takes_file = most  # type: ignore[attr-defined]
        return view

    return declare


def most(request: HttpRequest) -> int:
    """Bytes of a file that the view of this address takes; 0 for none."""
    try:
        return int(getattr(resolve(request.path_info).func, "takes_file", 0))
    except Resolver404:
        return 0


class AskedFor(FileUploadHandler):
    """Keeps what a view has asked for in memory; a file sent anywhere else makes the request a bad one (400)."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Look up what the view of this address takes, before anything of the body is read."""
        self.most = most(self.request) if self.request else 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins; raises TooManyFilesSent where none was asked for."""
        super().new_file(*args, **kwargs)
        if not self.most:
            raise TooManyFilesSent("a file where none is taken")
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep it as long as there is room."""
        self.kept.write(raw_data[: max(0, self.most - self.kept.tell())])
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """The file, with its true size."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )
