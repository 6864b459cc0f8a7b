"""Any file as lines of text, a bounded number of bytes in memory."""

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

LONGEST_LINE = 4_000_000
"""Bytes. A product's whole record in a dump has some ten thousand."""

MOST_BYTES = 20_000_000_000
"""Bytes of a whole file, unpacked; Open Beauty Facts has far fewer."""

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"


class ImportFileError(ValueError):
    """A file that cannot be read on; the message names the line and what to do."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")


def lines_of(file: BinaryIO, most_bytes: int = MOST_BYTES) -> Iterator[str]:
    """Yield the lines of a file, packed with gzip or not, with their line ends.

    Bytes that are no UTF-8 become lone surrogates, which no text holds, so that the row can be
    refused and the others read. Raises ImportFileError for a broken archive or an endless line.
    """
    packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    stream = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file
    number = size = 0
    try:
        while line := stream.readline(LONGEST_LINE):
            number, size = number + 1, size + len(line)
            if size > most_bytes:
                raise ImportFileError(number, f"goes beyond {most_bytes:,} bytes")
            if len(line) == LONGEST_LINE:
                raise ImportFileError(number, f"is longer than {LONGEST_LINE:,} bytes")
            line = line.removeprefix(_BOM) if number == 1 else line
            yield line.decode("utf-8", "surrogateescape")
    except (EOFError, zlib.error, gzip.BadGzipFile):
        reason = "the archive is damaged from here on; fetch the file again"
        raise ImportFileError(number + 1, reason) from None
