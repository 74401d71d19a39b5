"""What a file is when it is neither Excel nor text: said by name, with what to do instead."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

from samspel.core.imports.reading.book import LARGEST, Unreadable

_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_BEGINNINGS: Final[Mapping[bytes, str]] = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"{\\rtf": "RTF",
    b"SQLite format 3": "SQLite",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
    b"\x80\x04\x95": "pickle",
}
_MARKUP: Final = (b"<!doctype", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style", b"<div", b"<script")


def refuse_others(content: bytes) -> None:
    """Raises Unreadable for what is not a file of rows that can be read."""
    if len(content) > LARGEST:
        raise Unreadable(
            _("The file is larger than %(most)d MB. Divide it into several, or save it as CSV."),
            most=LARGEST // 1_000_000,
        )
    if not content.strip():
        raise Unreadable(_("The file is empty. Choose the file that the rows stand in."))
    if content.startswith(_OLD_EXCEL):
        _refuse_old(content)
    for begins, kind in _BEGINNINGS.items():
        if content.startswith(begins):
            raise Unreadable(_("This is a file of the kind %(kind)s. Save it as Excel (.xlsx) or CSV."), kind=kind)
    _refuse_markup(content[:4096])


def _refuse_old(content: bytes) -> None:
    if _ENCRYPTED in content:
        raise Unreadable(_("The file is protected by a password. Save it without one, and send it again."))
    raise Unreadable(
        _("This is the old kind of Excel file (.xls). Open it in Excel and save it as an Excel workbook (.xlsx).")
    )


def _refuse_markup(beginning: bytes) -> None:
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip().replace(b"\x00", b"").lower()
    if text.startswith(_MARKUP):
        raise Unreadable(
            _("This is a web page, whatever its name says. Open it in Excel and save it as an Excel workbook (.xlsx).")
        )
    if text.startswith((b"<?xml", b"<")):
        raise Unreadable(_("This is XML. Open it in Excel and save it as an Excel workbook (.xlsx)."))
    if text.startswith((b"{", b"[")):
        raise Unreadable(_("This is JSON. Save it as Excel (.xlsx) or CSV."))
