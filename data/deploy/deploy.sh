#!/bin/sh
# deploy.sh ssh           whoever signs in over ssh as ce-tui gets the app and nothing else
# deploy.sh kiosk [TTY]   the app on a virtual console (default: tty1) instead of the system's sign-in
#
# For root, after the app was installed into /opt/ce-tui. Puts the files beside this script where the system reads
# them, makes the account and its folders, and has the system check all of it before anything takes effect. Run again
# after an upgrade: what is there already stays (the store, the keys, config.toml).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
umask 022

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

kind=${1:-}
tty=${2:-tty1}
case $kind in
    ssh) ;;
    kiosk) case $tty in tty[1-9] | tty[1-6][0-9]) ;; *) fail "$tty is no virtual console; expected one like tty1" ;; esac ;;
    *) fail "Usage: deploy.sh ssh | deploy.sh kiosk [TTY]" ;;
esac
[ "$(id -u)" = 0 ] || fail "This changes the system: run it as root."
[ -x /opt/ce-tui/bin/python ] || fail "There is nothing in /opt/ce-tui. Install the app there first: ./install.sh"
/opt/ce-tui/bin/python -I -m ce_tui --version >/dev/null || fail "The app in /opt/ce-tui does not start."
for tool in systemd-sysusers systemd-tmpfiles; do
    command -v "$tool" >/dev/null || fail "$tool is missing: this is for a system with systemd."
done

has_chattr() { command -v chattr >/dev/null; }  # which keeps anchors from being cut, and puts them away each month
has_chattr || ! command -v apt-get >/dev/null || apt-get install --yes --quiet --no-install-recommends e2fsprogs >&2 || true
has_chattr || fail "chattr is missing. On Debian: apt-get install e2fsprogs"

running() { [ -d /run/systemd/system ]; }
put() { install -D -m "$1" "$here/$2" "$3"; }

begin_config() {
    put 644 config.toml /etc/ce-tui/config.toml
    [ "$kind" != kiosk ] || cat "$here/kiosk.toml" >>/etc/ce-tui/config.toml
}

everywhere() {
    put 755 session /opt/ce-tui/session
    put 755 admin /opt/ce-tui/admin
    put 755 rotate-anchors /opt/ce-tui/rotate-anchors
    put 644 systemd/ce-tui-anchors.service /etc/systemd/system/ce-tui-anchors.service
    put 644 systemd/ce-tui-anchors.timer /etc/systemd/system/ce-tui-anchors.timer
    put 644 move_backups.py /opt/ce-tui/move_backups.py
    put 644 own_terminal.py /opt/ce-tui/own_terminal.py
    put 644 add_key.py /opt/ce-tui/add_key.py
    put 644 sysusers.d/ce-tui.conf /etc/sysusers.d/ce-tui.conf
    put 644 tmpfiles.d/ce-tui.conf /etc/tmpfiles.d/ce-tui.conf
    put 644 sysctl.d/60-ce-tui.conf /etc/sysctl.d/60-ce-tui.conf
    [ -e /etc/ce-tui/config.toml ] || begin_config
    grep -q '^\[backup\]' /etc/ce-tui/config.toml ||
        say "Backups that are made in the app are not moved away from it here: admin doctor says what to write."
    systemd-sysusers ce-tui.conf
    systemd-tmpfiles --create ce-tui.conf || say "Not all of tmpfiles.d could be done; ce-tui doctor says what is missing."
    ! running || systemctl enable --now ce-tui-anchors.timer || say "The timer that puts anchors away was not started."
    ! running || /usr/lib/systemd/systemd-sysctl 60-ce-tui.conf || say "Not all of sysctl.d took effect."
}

made() {  # made FILE COMMAND…: what a command of the app prints, as a file of root's; without it the rest goes on
    file=$1 printed=$(mktemp)
    shift
    if /usr/bin/env -i HOME=/nonexistent PATH="$PATH" LANG=C.UTF-8 CE_TUI_CONFIG=/etc/ce-tui/config.toml \
        /opt/ce-tui/bin/python -I -m ce_tui "$@" >"$printed"; then
        install -D -m 644 "$printed" "$file"
    else
        say "$file was not made (why: see above). Mend that and run this again; all else works without it."
    fi
    rm "$printed"
}

at_a_shell() {  # for root at a shell: man ce-tui, and what completes admin. Neither of them runs anything of the app
    made /usr/local/share/man/man1/ce-tui.1 manual
    made /etc/bash_completion.d/ce-tui completion bash --admin
}

backups() {
    put 644 systemd/ce-tui-backups.service /etc/systemd/system/ce-tui-backups.service
    put 644 systemd/ce-tui-backups.timer /etc/systemd/system/ce-tui-backups.timer
    command -v systemctl >/dev/null || fail "systemctl is missing: this is for a system with systemd."
    ! running || systemctl daemon-reload
    systemctl --quiet enable ce-tui-backups.timer
    ! running || systemctl start ce-tui-backups.timer
}

limits() {  # all sessions over ssh together leave the machine to root, and nothing of them goes to the swap area
    slice=/etc/systemd/system/user-$(id -u ce-tui).slice.d
    put 644 user.slice.d/ce-tui.conf "$slice/ce-tui.conf"
    ! running || systemctl daemon-reload
}

for_ssh() {
    sshd=$(PATH=$PATH:/usr/sbin command -v sshd) || fail "There is no sshd here. On Debian: apt-get install openssh-server"
    into=/etc/ssh/sshd_config.d/ce-tui.conf
    grep -Eiq '^[[:space:]]*Include[[:space:]]+/etc/ssh/sshd_config\.d/\*\.conf' /etc/ssh/sshd_config ||
        fail "/etc/ssh/sshd_config does not include /etc/ssh/sshd_config.d/*.conf: add that line at its top."
    [ -e /etc/ce-tui/authorized_keys ] || install -m 644 /dev/null /etc/ce-tui/authorized_keys
    limits
    [ -d /run/sshd ] || install -d -m 755 /run/sshd  # sshd looks for it, also when it only checks
    before=$(mktemp)
    [ ! -e "$into" ] || cp "$into" "$before"
    put 644 sshd_config.d/ce-tui.conf "$into"
    if ! "$sshd" -t; then
        if [ -s "$before" ]; then cp "$before" "$into"; else rm "$into"; fi
        rm "$before"
        fail "sshd refuses the drop-in (why: see above). It was taken back; nothing of sshd has changed."
    fi
    rm "$before"
    got=$("$sshd" -T -C user=ce-tui,host=localhost,addr=127.0.0.1) || true
    while read -r rule; do
        printf '%s\n' "$got" | grep -qixF "$rule" || fail "Another rule of sshd's comes before the drop-in:" \
            "«$(printf '%s\n' "$got" | grep -i "^${rule%% *} ")» instead of «$rule». sshd was not reloaded."
    done <<'RULES'
forcecommand /opt/ce-tui/session
disableforwarding yes
permituserrc no
permituserenvironment no
maxsessions 1
authenticationmethods publickey
authorizedkeysfile /etc/ce-tui/authorized_keys
authorizedkeyscommand none
trustedusercakeys none
RULES
    ! running || systemctl try-reload-or-restart ssh.service 2>/dev/null || systemctl try-reload-or-restart sshd.service
    say "Done. Add one public key a person: /opt/ce-tui/admin add-key FILE. Then: ssh ce-tui@this-machine"
}

for_kiosk() {
    case $(/opt/ce-tui/bin/python -I -c 'import sys; print(sys.base_prefix)') in
        /root | /root/* | /home/* | /run/user/*)
            say "The Python behind /opt/ce-tui lies in somebody's home, which the unit shuts out: use the system's." ;;
    esac
    put 644 "systemd/ce-tui-kiosk@.service" "/etc/systemd/system/ce-tui-kiosk@.service"
    put 644 logind.conf.d/ce-tui-kiosk.conf /etc/systemd/logind.conf.d/ce-tui-kiosk.conf
    put 644 system.conf.d/ce-tui-kiosk.conf /etc/systemd/system.conf.d/ce-tui-kiosk.conf
    if command -v systemd-analyze >/dev/null; then
        systemd-analyze verify "/etc/systemd/system/ce-tui-kiosk@.service" || fail "systemd refuses the unit (why: see above)."
    fi
    if running; then
        systemctl daemon-reload
        systemctl mask ctrl-alt-del.target
        systemctl enable --now "ce-tui-kiosk@$tty.service"
    else
        say "systemd is not running here; on the machine itself: systemctl enable --now ce-tui-kiosk@$tty.service"
    fi
    grep -Eq '^children *= *"(initials|references)"' /etc/ce-tui/config.toml ||
        say "Lists show children's names here, for whoever stands at the desk: admin doctor says what to write."
    say "Done: the app is on $tty. Give the boot loader a password, and shut the case: the machine is at the desk."
}

everywhere
at_a_shell
backups
case $kind in
    ssh) for_ssh ;;
    kiosk) for_kiosk ;;
esac
