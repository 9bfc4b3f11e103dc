#!/bin/sh
# system_packages.sh [PYTHON | test | bench]: looks for what only the operating system can give, and for nothing else:
#   the venv module of Python (Debian packs it apart; without it nothing goes on),
#   Pango and HarfBuzz, which draw the referral PDF (without them all but the PDF works),
#   with `test`: sshd, systemd's tools and chattr, which the tests of the deployment use, and Fenrir, the screen reader that
#   the tests listen to: unpacked into build/fenrir, not installed, as Debian's package would start with the machine,
#   with `bench`: other people's lists of boxes, which are measured beside ours where they are there.
# As root on Debian it installs what is missing; elsewhere it names the command. With `test` or CI=true
# what is missing is an error, so that no test passes by not running.
set -eu
cd "$(dirname "$0")/.."

strict=no
python=.venv/bin/python
case ${1:-} in
    test | bench) strict=yes ;;
    ?*) python=$1 ;;
esac
[ "${CI:-}" = true ] && strict=yes

say() { printf '%s\n' "$*" >&2; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

install() {
    say "Installing from Debian: $*"
    export DEBIAN_FRONTEND=noninteractive
    set -- apt-get install --yes --quiet --no-install-recommends "$@"
    "$@" >/dev/null 2>&1 || { apt-get update --quiet >/dev/null && "$@" >/dev/null; }
}

install_and_start_nothing() {
    held=no
    if ! [ -e /usr/sbin/policy-rc.d ]; then  # Debian asks it before a package's service is started
        printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
        chmod 755 /usr/sbin/policy-rc.d
        held=yes
    fi
    code=0
    install "$@" || code=$?
    [ "$held" = no ] || rm -f /usr/sbin/policy-rc.d
    return $code
}

has_venv() { "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; }

has_pango() {
    "$python" - <<'PY' >/dev/null 2>&1
import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    ctypes.CDLL(name)
PY
}

has_deployment() {
    for tool in sshd ssh ssh-keyscan sftp systemd-sysusers systemd-tmpfiles systemd-analyze unshare nsenter setpriv chattr; do
        PATH=$PATH:/usr/sbin command -v "$tool" >/dev/null 2>&1 || return 1
    done
}

pango="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

if ! has_venv; then
    if may_install; then install python3-venv; fi
    if ! has_venv; then
        say "Python's venv module is missing. On Debian or Ubuntu, as root: apt-get install python3-venv"
        exit 1
    fi
fi

if ! has_pango; then
    # shellcheck disable=SC2086 # three names
    if may_install; then install $pango || true; fi
    if ! has_pango; then
        say "Pango is missing: everything works but the referral PDF. On Debian or Ubuntu, as root:"
        say "    apt-get install --no-install-recommends $pango"
        [ "$strict" = no ] || exit 1
    fi
fi

# The tests of the deployment run as root alone: elsewhere they are skipped, and nothing is needed.
deployment="openssh-server openssh-client systemd util-linux e2fsprogs"
if [ "${1:-}" = test ] && [ "$(id -u)" = 0 ] && ! has_deployment; then
    # shellcheck disable=SC2086 # names
    if may_install; then install_and_start_nothing $deployment || true; fi
    if ! has_deployment; then
        say "The tests of the deployment need sshd, systemd's tools and chattr. On Debian or Ubuntu, as root:"
        say "    apt-get install --no-install-recommends $deployment"
        exit 1
    fi
fi

# The power cuts are replayed from what strace writes down; without it those tests are skipped, but not in CI.
if [ "${1:-}" = test ] && ! command -v strace >/dev/null 2>&1; then
    if may_install; then install strace || true; fi
    command -v strace >/dev/null 2>&1 || say "The tests of power cuts need strace. On Debian or Ubuntu, as root: apt-get install strace"
fi

# The PDFs are read with poppler, too, as a receiver may; without it those tests are skipped, but not in CI.
if [ "${1:-}" = test ] && ! command -v pdftotext >/dev/null 2>&1; then
    if may_install; then install poppler-utils || true; fi
    command -v pdftotext >/dev/null 2>&1 || say "The tests that read PDFs with poppler need it. On Debian or Ubuntu, as root: apt-get install poppler-utils"
fi

# Commands are completed in bash, and man and mandoc read the manual page; without them those tests are
# skipped, but not in CI.
if [ "${1:-}" = test ]; then
    for each in bash man groff mandoc; do
        command -v "$each" >/dev/null 2>&1 && continue
        case $each in man) package=man-db ;; groff) package=groff-base ;; *) package=$each ;; esac
        if may_install; then install "$package" || true; fi
        command -v "$each" >/dev/null 2>&1 ||
            say "The tests of completion and of the manual page need $each. On Debian or Ubuntu, as root: apt-get install $package"
    done
fi

# Terminals within terminals, and a Latin-1 locale, which `locales` has the definition of; without them those tests
# are skipped.
if [ "${1:-}" = test ]; then
    for each in tmux screen; do
        if ! command -v "$each" >/dev/null 2>&1 && may_install; then install "$each" || true; fi
    done
    if ! [ -e /usr/share/i18n/locales/en_GB ] && may_install; then install locales || true; fi
fi

has_fenrir() {
    PYTHONPATH=build/fenrir/usr/lib/python3/dist-packages /usr/bin/python3 - <<'PY' >/dev/null 2>&1
import daemonize, dbus, evdev, pyte, pyudev, xdg
import fenrirscreenreader.core.fenrirManager
PY
}

unpack_fenrir() {
    rm -rf build/fenrir
    mkdir -p build/fenrir
    (
        cd build/fenrir
        { apt-get download --quiet fenrir || { apt-get update --quiet && apt-get download --quiet fenrir; }; } >/dev/null 2>&1
        dpkg -x fenrir_*.deb .
        rm fenrir_*.deb
        ln -s ../../../etc/fenrirscreenreader usr/lib/python3/config  # where it looks when it is not installed
    )
}

# A screen reader is listened to where this may be set up; without it those tests are skipped, but not in CI as root.
fenrir="python3 python3-daemonize python3-dbus python3-evdev python3-pexpect python3-pkg-resources python3-pyte
    python3-pyudev python3-xdg"
if [ "${1:-}" = test ] && may_install && ! has_fenrir; then
    # shellcheck disable=SC2086 # names
    { install $fenrir && unpack_fenrir; } || true
    if ! has_fenrir; then
        say "The tests that listen to a screen reader need Debian's fenrir unpacked in build/fenrir, and:"
        # shellcheck disable=SC2086 # names
        say "    apt-get install --no-install-recommends" $fenrir
        [ "${CI:-}" != true ] || exit 1
    fi
fi

if [ "${1:-}" = bench ] && may_install; then
    for peer in whiptail dialog gum; do
        command -v "$peer" >/dev/null 2>&1 || install "$peer" || true
    done
fi
