"""Files as streams of bytes, plain or compressed, with a bound on every line and on what may come out."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer

SUFFIXES = (".gz", ".bz2", ".xz")
LONGEST_LINE = 65_536
MOST_BYTES = 1 << 36
"""What one compressed file may expand to: more is a bomb, or a case for another tool."""

BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError)
"""What reading a broken or truncated file raises."""

_MAGIC: tuple[tuple[bytes, Callable[[IO[bytes]], gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile]], ...] = (
    (b"\x1f\x8b", lambda raw: gzip.GzipFile(fileobj=raw)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end; `cut` says that it was longer than is kept."""

    number: int
    text: bytes
    cut: bool = False


def plain_name(path: PurePosixPath) -> PurePosixPath:
    """The name without the suffix of a compression: `app.log` for `app.log.gz`."""
    return path.with_suffix("") if path.suffix.lower() in SUFFIXES else path


@contextmanager
def open_bytes(path: Path) -> Iterator[IO[bytes]]:
    """The file's bytes, decompressed where its first bytes say so.

    A stream that breaks ends there; why it broke, one of BROKEN, is raised when the context is left.
    """
    with path.open("rb") as raw:
        head = raw.read(6)
        raw.seek(0)
        opener = next((opener for magic, opener in _MAGIC if head.startswith(magic)), None)
        until_broken = _UntilBroken(opener(raw) if opener else raw)
        with io.BufferedReader(until_broken, 1 << 20) as stream:
            yield stream
    if until_broken.error is not None:
        raise until_broken.error


def head_of(path: Path, size: int) -> bytes:
    """The first bytes, decompressed; fewer where the file breaks off."""
    head = b""
    with suppress(*BROKEN), open_bytes(path) as stream:
        head = stream.read(size)
    return head


class _UntilBroken(io.RawIOBase):
    """A stream that ends where reading it fails, and keeps the error: what came before is not lost in a buffer."""

    def __init__(self, stream: io.BufferedReader | gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile) -> None:
        self.error: BaseException | None = None
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        if self.error is not None:
            return 0
        try:
            data = self._stream.read1(len(view))
        except BROKEN as error:
            self.error = error
            return 0
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def lines(stream: IO[bytes]) -> Iterator[Line]:
    """The lines of a stream. One longer than LONGEST_LINE gives its beginning, and the rest is passed over."""
    number = taken = 0
    while text := stream.readline(LONGEST_LINE):
        number += 1
        taken += len(text)
        cut = len(text) == LONGEST_LINE and not text.endswith(b"\n")
        yield Line(number, text.rstrip(b"\r\n"), cut)
        while cut and (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            taken += len(rest)
        if taken > MOST_BYTES:
            raise OSError("expands to more than can be read")


def why(error: BaseException) -> str:
    """What to say of one of BROKEN: nothing of the file's content."""
    if isinstance(error, EOFError):
        return "the compressed file is truncated; what comes before was read"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, FileNotFoundError):
        return "it is no longer there"
    return "the file is damaged or cannot be read to its end; what comes before was read"
