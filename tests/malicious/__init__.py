"""Ninety-two files that mean harm, made when they are needed: bombs are small here. Each is refused with a message."""

from tests.malicious.folders import FOLDERS, spoil
from tests.malicious.pictures import PICTURES
from tests.malicious.spreadsheets import SPREADSHEETS
from tests.malicious.uploads import UPLOADS, Upload

__all__ = ["FOLDERS", "PICTURES", "SPREADSHEETS", "UPLOADS", "Upload", "spoil"]
