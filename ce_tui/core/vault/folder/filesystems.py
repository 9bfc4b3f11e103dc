"""Which kind of file system a folder lies on: a store on a network share can lose what was saved.

The store's write-ahead log needs shared memory between all who have it open, which no network file system gives.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

# f_type as in statfs(2), linux/magic.h
_NETWORK = {
    0x6969: "NFS",
    0x517B: "SMB",
    0xFF534D42: "SMB",
    0xFE534D42: "SMB",
    0x5346414F: "AFS",
    0x6B414653: "AFS",
    0x01021997: "9P",
    0x00C36400: "Ceph",
    0x0BD00BD0: "Lustre",
    0x7461636F: "OCFS2",
    0x01161970: "GFS2",
    0x47504653: "GPFS",
    0x19830326: "BeeGFS",
    0xAAD7AAEA: "PanFS",
}
_FUSE = 0x65735546
_FUSE_LOCAL = ("fuseblk", "fuse.fuse-overlayfs", "fuse.ntfs", "fuse.ntfs-3g", "fuse.bindfs", "fuse.lxcfs")


def network_kind(folder: Path) -> str:
    """Return the name of the network file system that `folder` lies on, or "" where it is local or not known."""
    magic = _magic(folder)
    if magic == _FUSE:
        kind = _mounted_as(folder)
        return "" if not kind or kind in _FUSE_LOCAL else kind
    return _NETWORK.get(magic, "")


def _magic(folder: Path) -> int:
    """`f_type` of statfs(2); 0 where the platform has no such call."""
    if not sys.platform.startswith("linux"):
        return 0
    import ctypes

    buffer = (ctypes.c_long * 64)()  # struct statfs is 120 bytes; its first word is f_type
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.statfs(os.fsencode(folder), ctypes.byref(buffer)) != 0:
        return 0
    return int(buffer[0]) & 0xFFFFFFFF


def _mounted_as(folder: Path) -> str:
    """The type that /proc/self/mountinfo gives for the mount that `folder` lies on."""
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    real = folder.resolve()
    best, kind = -1, ""
    for line in lines:
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        point = Path(_unescaped(fields[4]))
        if (real == point or point in real.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), right.split(" ")[0]
    return kind


def _unescaped(field: str) -> str:
    """mountinfo writes a space as \\040."""
    return field.encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")
