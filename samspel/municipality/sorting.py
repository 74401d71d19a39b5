"""Swedish order of names: Å, Ä and Ö come after Z, whatever the database's own collation says."""

import unicodedata

_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def swedish_key(text: str) -> str:
    """Return a plain ASCII key; compared byte by byte it sorts as a Swedish dictionary does."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_AFTER_Z)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return " ".join(plain.split())
