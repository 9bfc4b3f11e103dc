"""The folder of the store: where it lies, whose it is, who else can reach it, how much room there is; its anchors."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import stat
import struct
import sys
from pathlib import Path

from ce_tui.core.vault.casebook.trusting import refuse_folder
from ce_tui.core.vault.errors import NotPermitted, VaultError
from ce_tui.core.vault.folder.filesystems import network_kind
from ce_tui.core.vault.folder.headroom import Headroom
from ce_tui.core.vault.folder.home import Home
from ce_tui.doctor.finding import Finding, Findings
from ce_tui.files.shown import quoted
from ce_tui.settings.config import ConfigInvalid, home, load_config

_ROOM = 200 * 1024 * 1024  # bytes free below which a store may soon be full
_MOST_ANCHORS = 50_000_000  # bytes
_FILES = 1_000  # files that a disk should still take


def folder() -> Findings:
    """Whether the store lies where it can be kept safely, and can be written to."""
    place, nearest = home(), _nearest()
    if kind := network_kind(nearest):
        yield Finding(
            "lacks",
            f"The folder of the store, {place}, lies on a network file system ({kind}) and can lose what was saved.",
            "Set CE_TUI_HOME to a folder on a local disk.",
        )
    if os.statvfs(nearest).f_flag & os.ST_RDONLY:
        yield Finding(
            "lacks",
            f"The folder of the store, {place}, lies on a disk that can only be read: screenings can be looked at, "
            "nothing can be saved.",
            "Look into the machine's log why, and mount it again for writing: mount -o remount,rw …",
        )
    elif not os.access(nearest, os.W_OK | os.X_OK):
        owner = nearest.stat().st_uid
        yield Finding(
            "lacks",
            f"The folder of the store, {place}, cannot be written to by {_name(os.geteuid())}.",
            f"chmod u+rwx {quoted(nearest)}"
            if owner == os.geteuid()
            else f"Run this as {_name(owner)}, whose it is, or set CE_TUI_HOME.",
        )
    elif (why := _kept_out()) and not isinstance(why, NotPermitted):
        yield Finding("wrong", why.words, "Go on as docs/looking-after-a-store.md says of it.")
    elif not _exists(place / "store.db"):
        yield Finding("note", f"There is no store yet; it will be in {place}.", "Start ce-tui to set one up.")
    else:
        yield Finding("good", f"The store is in {place} and belongs to {_name(place.stat().st_uid)}.")


def _kept_out() -> VaultError | None:
    """What keeps everybody out: the store is gone, or of an earlier form."""
    try:
        anchors = load_config().anchors()
    except ConfigInvalid:  # said with the configuration
        return None
    try:
        refuse_folder(Home(home()), anchors)
    except VaultError as why:
        return why
    return None


def permissions() -> Findings:
    """Who beside the store's own account can look in, write, or put something else in its place."""
    place = home()
    if not os.access(place, os.R_OK | os.X_OK) or not place.is_dir():
        return
    owner = place.stat().st_uid
    if stat.S_IMODE(place.stat().st_mode) & 0o077:
        yield Finding(
            "note", "Others on this machine can look into the store's folder.", f"chmod 700 {quoted(place)}"
        )
    files = [each for each in place.iterdir() if each.is_file() and not each.is_symlink()]
    open_to_others = [each.name for each in files if stat.S_IMODE(each.stat().st_mode) & 0o077]
    if open_to_others:
        yield Finding(
            "note",
            f"Others could read or write {', '.join(sorted(open_to_others))} in the store's folder.",
            f"chmod -R go= {quoted(place)}",
        )
    strange = [each.name for each in files if each.stat().st_uid != owner]
    if strange:
        yield Finding(
            "lacks",
            f"{', '.join(sorted(strange))} in the store's folder belongs to another account than the folder: a "
            "command was run as somebody else, and the app may not be able to write it.",
            f"As root: chown -R {_name(owner)}: {quoted(place)}",
        )
    for parent in place.resolve().parents:
        about = parent.stat()
        if about.st_mode & stat.S_IWOTH and not about.st_mode & stat.S_ISVTX:
            yield Finding(
                "lacks",
                f"Everybody on this machine may write to {parent}, and so put another folder in the store's place.",
                f"chmod o-w {quoted(parent)}",
            )


def room() -> Findings:
    """How much the disk still takes, and whether the last saves have room of their own."""
    nearest = _nearest()
    about = os.statvfs(nearest)
    free = shutil.disk_usage(nearest).free
    if free < _ROOM:
        yield Finding("note", f"{free // (1024 * 1024)} MiB are free on the store's disk.", "Make room.")
    else:
        yield Finding("good", f"{free / 1024**3:,.1f} GiB are free on the store's disk.")
    if _exists(home() / "store.db") and not _has_headroom():
        yield Finding(
            "note",
            "No room is kept back for the last saves: the disk was full, or nearly, and the room went into them.",
            "Make room on the store's disk; it is kept back again when somebody signs in.",
        )
    if about.f_files and about.f_favail < _FILES:
        yield Finding(
            "note",
            f"The store's disk takes {about.f_favail} more files, however much room there is.",
            "Remove small files.",
        )


def _has_headroom() -> bool:
    return Headroom(home() / "headroom").is_there


def anchors() -> Findings:
    """Where the audit chain is anchored, and whether somebody with the store's account could cut that."""
    try:
        config = load_config()
    except ConfigInvalid:
        return  # said with the configuration
    file = config.anchors_file
    if file is None:
        keep = config.wrong_try() and not config.audit.wrong_tries
        yield Finding(
            "note",
            "The audit chain is anchored beside the store: an older copy of the whole folder would not be noticed.",
            "Set [audit] anchors to a file of another owner"
            + (', and wrong_tries = "syslog" to go on telling syslog of wrong tries.' if keep else "."),
        )
        return
    if _only_added_to(file):
        yield Finding("good", f"The audit chain is anchored in {file}, which can only be added to.")
    else:
        yield Finding(
            "note",
            f"The audit chain is anchored in {file}, which the store's account could also cut or replace.",
            f"As root: put it into a folder of root's, and chattr +a {quoted(file)}",
        )
    yield from _size_of_anchors(file)


def _size_of_anchors(file: Path) -> Findings:
    """Whether they are to be put away: to verify the log reads all of them."""
    try:
        size = file.stat().st_size
    except OSError:
        return
    if size > _MOST_ANCHORS:
        yield Finding(
            "note",
            f"{file} holds {size // 1_000_000} MB of anchors: to verify the log takes long.",
            f"As root: put it away with /opt/ce-tui/rotate-anchors {quoted(file)}; ce-tui-anchors.timer does it each "
            "month.",
        )


def _only_added_to(file: Path) -> bool:
    """Whether the file has the attribute `a` (append only) and lies in a folder of root's."""
    if not sys.platform.startswith("linux"):
        return False

    get_flags, append_only = 0x80086601, 0x20  # FS_IOC_GETFLAGS, FS_APPEND_FL
    try:
        parent = file.parent.stat()
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            flags = struct.unpack("i", fcntl.ioctl(handle, get_flags, bytes(8))[:4])[0]
        finally:
            os.close(handle)
    except OSError:
        return False
    return bool(flags & append_only) and parent.st_uid == 0 and not parent.st_mode & 0o022


def _nearest() -> Path:
    """The folder of the store, or the nearest one above it that exists."""
    place = home()
    return next(parent for parent in (place, *place.parents) if _exists(parent))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"account {uid}"
