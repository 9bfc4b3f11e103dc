"""Files that a person names: written for their owner alone, whole or not at all, and opened to be read.

The only place in which a file is written that a person names; it is never one of the app's own.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from ce_tui.files.shown import shown

T = TypeVar("T")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
LONGEST_PATH = 4096
"""How much of a path is taken where one is typed, in characters: as long can be none."""


class NotWritten(Exception):
    """The file was not made. `words` say why; `exists`: one of that name is there and was left as it is."""

    def __init__(self, words: str, *, exists: bool = False) -> None:
        self.words = shown(words)
        super().__init__(self.words)
        self.exists = exists


class WritingRules(Protocol):
    """Where files may go, and which of those that are there may be replaced: `OwnFiles`, or a `FileOutlet`."""

    def opened(self, folder: Path) -> int:
        """A folder, open. Raises NotWritten if no file may go there; OSError and ValueError."""

    def refusal(self, folder: int, target: Path) -> str:
        """Why no file may stand under the name of `target` in its open folder; empty: it may."""

    def keeps(self, folder: int, target: Path, about: os.stat_result) -> str:
        """Why the file that is there stays, whoever asks; empty: it may be replaced."""

    def note(self, about: os.stat_result) -> None:
        """A file was written."""


class UnfinishedFile:
    """A file that is being made: on the disk, but not yet under its name."""

    def __init__(self, target: Path, file: BinaryIO) -> None:
        self._target, self._file = target, file

    def write(self, content: bytes) -> None:
        """Write the content, in place of what was there. Raises NotWritten."""
        self.fill(lambda file: file.write(content))

    def fill(self, writing: Callable[[BinaryIO], T]) -> T:
        """Let `writing` write the content, in place of what was there. Returns what it returns. Raises NotWritten."""
        try:
            self._file.seek(0)
            given = writing(self._file)
            self._file.flush()
            self._file.truncate()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _refused(self._target, error) from error
        return given


@contextmanager
def private_file(target: Path, own: WritingRules, *, replace: bool = False) -> Iterator[UnfinishedFile]:
    """A file of mode 0600 that has its name once the block has ended well.

    Raises NotWritten where it cannot be made, exists already, or would take the place of something of the app's `own`:
    before the block, so that nothing is done in vain, and after it, should the name have been taken meanwhile.

    The folder is opened once, looked at, and written in: where its path leads later makes no difference.
    """
    with _folder_of(target, own, replace) as folder:
        made = f".ce-tui-{secrets.token_hex(8)}.part"
        try:
            handle = os.open(made, _NEW, 0o600, dir_fd=folder)
        except OSError as error:
            raise _refused(target, error) from error
        try:
            with os.fdopen(handle, "wb") as file:
                yield UnfinishedFile(target, file)
                file.flush()
                about = os.fstat(handle)
            if replace:
                _look(target, folder, own, replace)  # once more: another may have come meanwhile
            _put_in_place(made, target, folder, replace)
            own.note(about)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(made, dir_fd=folder)


def write_private(
    target: Path,
    content: bytes,
    own: WritingRules,
    *,
    replace: bool = False,
    before: Callable[[], None] | None = None,
) -> None:
    """Write a file of mode 0600. `before` runs when it is on the disk and before it stands under its name.

    What `before` raises leaves no file. Raises NotWritten.
    """
    with private_file(target, own, replace=replace) as file:
        file.write(content)
        if before is not None:
            before()


def check_target(target: Path, own: WritingRules, *, replace: bool = False) -> None:
    """Look, before any work is done, whether a file can be made there. Raises NotWritten."""
    with _folder_of(target, own, replace):
        pass


def typed_target(typed: str, proposed: Path, base: Path | None = None) -> Path:
    """The path that somebody typed; of a folder, the file of the `proposed` name in it. Raises NotWritten.

    `base`: what a name alone is in; None: the current folder.
    """
    if len(typed) >= LONGEST_PATH:  # it may have been cut to that
        raise _impossible()
    try:
        path = ((base or Path()) / Path(typed).expanduser()).absolute()
    except RuntimeError as error:  # "~nobody"
        raise NotWritten(
            f"There is no home folder {typed.partition('/')[0]} on this machine. Nothing was written. Write the whole "
            "path, from / on."
        ) from error
    except OSError as error:  # the current folder has been removed
        raise NotWritten(
            "The folder that the app was started in is gone. Nothing was written. Write the whole path, from / on."
        ) from error
    return path / proposed.name if os.path.isdir(path) else path  # noqa: PTH112 - takes any name


@contextmanager
def held(folder: int) -> Iterator[int]:
    """An open folder, closed at the end of the block."""
    try:
        yield folder
    finally:
        os.close(folder)


@contextmanager
def _folder_of(target: Path, own: WritingRules, replace: bool) -> Iterator[int]:
    """The folder of a target, open, once it is known that a file can be made there. Raises NotWritten."""
    try:
        folder = own.opened(target.parent)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotWritten(f"There is no folder {target.parent}. Nothing was written.") from error
    except PermissionError as error:
        raise _closed(target) from error
    except (OSError, ValueError) as error:  # a NUL in the name is a ValueError
        raise _impossible() from error
    with held(folder):
        _look(target, folder, own, replace)
        yield folder


def _look(target: Path, folder: int, own: WritingRules, replace: bool) -> None:
    if not target.name:
        raise _impossible()
    about: os.stat_result | None = None
    try:
        with suppress(FileNotFoundError):
            about = os.stat(target.name, dir_fd=folder, follow_symlinks=False)
    except (OSError, ValueError) as error:
        raise _impossible() from error
    if why := own.refusal(folder, target):
        raise NotWritten(why)
    if about is not None:
        if not stat.S_ISREG(about.st_mode) and not _leads_to_a_file(target, folder):
            raise NotWritten(f"{target} is not a file that can be replaced. Nothing was written.")
        if why := own.keeps(folder, target, about):
            raise NotWritten(why)
        if not replace:
            raise _exists(target)
    if not os.access(".", os.W_OK, dir_fd=folder):
        raise _closed(target)


def _leads_to_a_file(target: Path, folder: int) -> bool:
    """Whether a name is a link to a plain file, or to nothing: not to a device, a pipe or a folder."""
    try:
        return stat.S_ISREG(os.stat(target.name, dir_fd=folder).st_mode)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _put_in_place(made: str, target: Path, folder: int, replace: bool) -> None:
    try:
        if replace:
            os.replace(made, target.name, src_dir_fd=folder, dst_dir_fd=folder)
        else:
            _put_if_absent(made, target.name, folder)
        _sync(folder)
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError as error:
        raise _refused(target, error) from error


def _put_if_absent(made: str, name: str, folder: int) -> None:
    """Unlike a rename, a link refuses a name that came into being meanwhile; some file systems have no links."""
    try:
        os.link(made, name, src_dir_fd=folder, dst_dir_fd=folder)
    except FileExistsError:
        raise
    except OSError:
        with suppress(FileNotFoundError):
            os.stat(name, dir_fd=folder, follow_symlinks=False)
            raise FileExistsError from None
        os.rename(made, name, src_dir_fd=folder, dst_dir_fd=folder)


def _sync(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno != errno.EBADF:  # a folder that cannot be listed cannot be asked to
            raise


def _exists(target: Path) -> NotWritten:
    return NotWritten(f"{target} exists already.", exists=True)


def _closed(target: Path) -> NotWritten:
    return NotWritten(f"The folder {target.parent} cannot be written to. Nothing was written.")


def _impossible() -> NotWritten:
    return NotWritten("A file of that name cannot be made. Nothing was written.")


def _refused(target: Path, error: OSError) -> NotWritten:
    return NotWritten(f"{target} cannot be written: {error.strerror}. Nothing was left there.")


_OPENAT2 = 437  # the same number on every kind of processor (but alpha)
_NO_XDEV, _NO_MAGICLINKS, _NO_SYMLINKS, _BENEATH = 0x01, 0x02, 0x04, 0x08
# An older system, or one that a filter stands before.
_UNKNOWN = (errno.ENOSYS, errno.EPERM, errno.EINVAL, errno.E2BIG)
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_AGAIN = 5  # something was renamed meanwhile: the system asks to be asked again


class OutsideFolder(OSError):
    """The way leads out of the folder, or could: over a link, `..` or another mount."""


class _How(ctypes.Structure):
    _fields_ = (("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64))


def opened_beneath(base: int, way: Sequence[str]) -> int:
    """The folder that names lead to from the open folder `base`; no names: the same folder once more.

    Raises OutsideFolder; OSError and ValueError as `os.open`.
    """
    if any(name in ("", ".", "..") or "/" in name for name in way):
        raise OutsideFolder(errno.EXDEV, "leads elsewhere")
    if not way:
        return os.dup(base)
    try:
        with_system = _asked_of_the_system(base, "/".join(way))
        return _step_by_step(base, way) if with_system is None else with_system
    except OSError as error:
        if error.errno in (errno.EXDEV, errno.ELOOP):
            raise OutsideFolder(error.errno, "leads elsewhere") from error
        raise


def own_folder(base: int, name: str) -> int:
    """A folder of this account's own in the open folder `base`, shut to others.

    It is made if it is not there. Raises OutsideFolder where something else has its name; OSError.
    """
    with suppress(FileExistsError):
        os.mkdir(name, 0o700, dir_fd=base)
    folder = opened_beneath(base, [name])
    try:
        about = os.fstat(folder)
        if about.st_uid != os.geteuid():
            raise OutsideFolder(errno.EXDEV, "belongs to somebody else")
        if about.st_mode & 0o077:
            os.fchmod(folder, 0o700)
    except OSError:
        os.close(folder)
        raise
    return folder


def _asked_of_the_system(base: int, way: str) -> int | None:
    """The folder, opened by the system alone; None: it does not know how. Raises OSError."""
    if not sys.platform.startswith("linux"):
        return None
    if "\0" in way:
        raise ValueError("embedded null byte")
    how = _How(_FOLDER, 0, _NO_XDEV | _NO_MAGICLINKS | _NO_SYMLINKS | _BENEATH)
    call = ctypes.CDLL(None, use_errno=True).syscall
    code = 0
    for _ in range(_AGAIN):
        opened = call(
            ctypes.c_long(_OPENAT2), ctypes.c_long(base), ctypes.c_char_p(os.fsencode(way)),
            ctypes.byref(how), ctypes.c_size_t(ctypes.sizeof(how)),
        )  # fmt: skip
        if opened >= 0:
            return int(opened)
        code = ctypes.get_errno()
        if code in _UNKNOWN:
            return None
        if code != errno.EAGAIN:
            break
    raise OSError(code, os.strerror(code), way)


def _step_by_step(base: int, way: Sequence[str]) -> int:
    """The folder, opened a name at a time. Raises OSError; ENOTDIR or ELOOP for a link, as the system has it."""
    here, mount = os.dup(base), _mount_of(base)
    for name in way:
        with held(here):
            here = os.open(name, _FOLDER, dir_fd=here)
        if _mount_of(here) != mount:
            os.close(here)
            raise OutsideFolder(errno.EXDEV, "lies in another mount")
    return here


def _mount_of(folder: int) -> str:
    """The mount that an open folder lies in: a bind mount of the same disk is another one."""
    with suppress(OSError):
        for line in Path(f"/proc/self/fdinfo/{folder}").read_text("ascii").splitlines():
            if line.startswith("mnt_id:"):
                return line
    return str(os.fstat(folder).st_dev)


class NotRead(Exception):
    """The file cannot be read; `words` say why."""

    def __init__(self, words: str) -> None:
        self.words = shown(words)
        super().__init__(self.words)


def opened_to_read(path: Path, *, plain: bool = False) -> BinaryIO:
    """The file, open. `plain`: only a plain file is taken; a pipe would be waited for. Raises NotRead."""
    try:
        if plain and not stat.S_ISREG(path.stat().st_mode):
            raise NotRead(f"{path} is not a file that can be read.")
        return path.open("rb")
    except OSError as error:
        raise NotRead(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # a NUL in the name
        raise NotRead("A file of that name cannot exist.") from error


def typed_path(typed: str) -> Path:
    """The path that somebody typed, with ~ for their own folder. Raises NotRead."""
    try:
        return Path(typed.strip()).expanduser().absolute()
    except RuntimeError as error:  # "~nobody"
        raise NotRead(
            f"There is no home folder {typed.strip().partition('/')[0]} on this machine."
        ) from error
    except OSError as error:  # the current folder has been removed
        raise NotRead(
            "The folder that the app was started in is gone. Write the whole path, from / on."
        ) from error
