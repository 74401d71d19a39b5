"""Reading a file of rows, whatever wrote it: Excel or separated text, row by row, never more in memory than needed."""

from samspel.core.imports.reading.book import LARGEST, MOST_ROWS, Book, Line, Odd, Unreadable
from samspel.core.imports.reading.excel import read_excel
from samspel.core.imports.reading.recognising import refuse_others
from samspel.core.imports.reading.separated import read_separated

__all__ = ["LARGEST", "MOST_ROWS", "Book", "Line", "Odd", "Unreadable", "opened"]


def opened(content: bytes) -> Book:
    """The file as a book of sheets; raises Unreadable, which says what to do."""
    refuse_others(content)
    return read_excel(content) if content.startswith(b"PK") else read_separated(content)
