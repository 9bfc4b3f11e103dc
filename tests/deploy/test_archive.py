"""An archive for machines without internet: signed, checked before anything of it is run, and only wheels in it.

A whole one is made and installed by `make wheelhouse`, which tries what it has made (`scripts/check_wheelhouse.sh`).
"""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support.checkout import CHECKOUT
from support.documents.documentation import page

needs_ssh_keygen = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="no ssh-keygen on this machine"
)
KEPT = "Nothing was installed. Get the archive anew, and check its signature before it is unpacked.\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An unpacked archive, whose Python is none: whatever comes after the checks fails in words."""
    made = tmp_path / "ce-tui-0-py"
    (made / "wheels").mkdir(parents=True)
    shutil.copy(CHECKOUT / "scripts" / "install.sh", made)
    for name, content in (
        ("python", "0"),
        ("wheels/a.whl", "a"),
        ("ce_tui-0.whl", "own"),
        ("requirements.lock", ""),
    ):
        (made / name).write_text(content)
    names = sorted(str(each.relative_to(made)) for each in made.rglob("*") if each.is_file())
    sums = subprocess.run(["sha256sum", *names], cwd=made, capture_output=True, text=True, check=True).stdout
    (made / "SHA256SUMS").write_text(sums)
    return made


def install(house: Path) -> str:
    """What it says. Nothing is there afterwards."""
    ended = subprocess.run(
        ["sh", house / "install.sh", house.parent / "installed"],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert ended.returncode == 1 and not (house.parent / "installed").exists()
    return ended.stderr


def test_one_that_is_as_it_was_made_is_gone_on_with(house: Path) -> None:
    assert install(house).startswith("This archive is for Python 3.0, which is not here.")


def test_a_file_that_was_changed_is_refused_before_anything_is_run(house: Path) -> None:
    for name in ("ce_tui-0.whl", "wheels/a.whl", "requirements.lock", "python"):
        before = (house / name).read_text()
        (house / name).write_text(f"{before} ")
        said = install(house)
        assert "A file of this archive is not as it was made." in said and said.endswith(KEPT), name
        (house / name).write_text(before)


def test_a_file_more_or_less_and_a_link_are_refused(house: Path) -> None:
    (house / "wheels" / "b.whl").write_text("b")
    assert install(house) == f"This archive holds other files than its list says.\n{KEPT}"
    (house / "wheels" / "b.whl").unlink()
    (house / "wheels" / "a.whl").rename(house.parent / "a.whl")
    assert "holds other files" in install(house)
    (house / "wheels" / "a.whl").symlink_to(house.parent / "a.whl")
    assert install(house) == f"This archive holds something that is no plain file.\n{KEPT}"


def test_one_without_a_list_is_refused(house: Path) -> None:
    (house / "SHA256SUMS").unlink()
    assert install(house) == f"This archive has no list of its files.\n{KEPT}"


def documented() -> str:
    """The command that root is told to check an archive with."""
    lines = [line for block in page("docs/deploying.md").blocks for line in block.lines]
    [command] = [line for line in lines if "ssh-keygen -Y verify" in line]
    return command


@needs_ssh_keygen
def test_whoever_follows_the_page_sees_whose_archive_it_is(tmp_path: Path) -> None:
    archive, other = tmp_path / "ce-tui-0.tar.gz", tmp_path / "other.tar.gz"
    for key in ("release", "stranger"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / key], check=True)

    def sign(key: str, what: Path) -> str:
        script = CHECKOUT / "scripts" / "sign_archive.sh"
        done = subprocess.run([script, tmp_path / key, what], capture_output=True, text=True, check=True)
        return done.stdout.splitlines()[-1]

    def check() -> int:
        command = documented().replace("/etc/ce-tui/release-signers", str(tmp_path / "signers"))
        return subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False
        ).returncode

    archive.write_bytes(b"made up")
    (tmp_path / "signers").write_text(sign("release", archive) + "\n")
    assert check() == 0
    archive.write_bytes(b"made up!")
    assert check() != 0, "it was changed"
    sign("stranger", archive)
    assert check() != 0, "it is somebody else's"
    other.write_bytes(b"another")
    sign("release", other)
    (tmp_path / "other.tar.gz.sig").rename(tmp_path / "ce-tui-0.tar.gz.sig")
    other.unlink()
    assert check() != 0, "the signature is another archive's"
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", tmp_path / "release", "-n", "file", archive], check=False
    )
    assert check() != 0, "the same key, for something else"


@pytest.mark.parametrize("script", ["set_up.sh", "check_wheel.sh", "wheelhouse.sh", "install.sh"])
def test_what_is_installed_of_others_is_only_wheels_with_hashes(script: str) -> None:
    """But for the checkout itself, which is built with the backend that the lock names."""
    words = (CHECKOUT / "scripts" / script).read_text("utf-8").replace("\\\n", " ")
    commands = [line for line in words.splitlines() if " -r " in line and not line.lstrip().startswith("#")]
    commands = [line for line in commands if "pip" in line or "wheels" in line]
    assert commands
    whole = words if "only_wheels()" in words else ""
    for line in commands:
        means = (
            line
            if not line.startswith("only_wheels ")
            else whole.partition("only_wheels() {")[2].partition("}")[0]
        )
        assert "--require-hashes" in means and "--only-binary :all:" in means, line


def test_nothing_that_is_locked_lacks_a_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (CHECKOUT / name).read_text("utf-8").replace("\\\n", " ")
        packages = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
        assert packages and all("--hash=sha256:" in line for line in packages)


def test_what_a_package_asks_for_with_an_extra_is_locked_with_it() -> None:
    """Before version 23.3, pip takes `fonttools[woff]>=4.59` for another package than the locked `fonttools==4.68.0`,
    chooses its newest release and refuses it, as that one has no hash: no set-up works from the day of that release.
    """
    dists = importlib.metadata.distributions()
    asked = [Requirement(words) for dist in dists for words in dist.requires or ()]
    asked = [
        one for one in asked if one.extras and (one.marker is None or one.marker.evaluate({"extra": ""}))
    ]
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = re.findall(r"^\S+==\S+", (CHECKOUT / name).read_text("utf-8"), re.MULTILINE)
        locked = {canonicalize_name(one.name): one.extras for one in map(Requirement, lines)}
        met = [one for one in asked if canonicalize_name(one.name) in locked]
        assert {one.name for one in met} >= {"fonttools", "markdown-it-py"}
        assert [str(one) for one in met if not one.extras <= locked[canonicalize_name(one.name)]] == []
