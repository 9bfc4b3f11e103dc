#!/bin/sh
# machine.sh WORK PYTHON PACKAGES CHECKOUT: becomes a machine on which the app is deployed for ssh, and stays it.
#
# Runs as root in namespaces of its own (mounts, network, processes): nothing of it is seen outside, and all of it
# is gone when this process is. The files of data/deploy lie where they lie on a real machine, put there by deploy.sh.
set -eu
umask 022
work=$1 python=$2 packages=$3 checkout=$4

over() {  # over FOLDER: whatever is made in it from now on is made in memory; what is there is still seen
    keep=$work/keep/$1
    mkdir -p "$keep"
    mount --rbind "$1" "$keep"
    mount -t tmpfs -o mode=755 tmpfs "$1"
    for each in "$keep"/* "$keep"/.[!.]*; do
        name=${each##*/}
        case $name in ce-tui*) continue ;; esac
        if [ -L "$each" ]; then
            cp -P "$each" "$1/"
        elif [ -d "$each" ]; then
            mkdir -p "$1/$name" && mount --rbind "$each" "$1/$name"
        elif [ -f "$each" ]; then
            : >"$1/$name" && mount --bind "$each" "$1/$name"
        fi
    done
}

mkdir -p "$work/etc"
mount -t tmpfs -o mode=755 tmpfs "$work/etc"
cp -a /etc/. "$work/etc/"
mount --bind "$work/etc" /etc
for folder in /opt /var/lib /var/log /var/backups; do over "$folder"; done
mount -t tmpfs -o mode=755 tmpfs /usr/local/share
mount -t tmpfs -o mode=755 tmpfs /run  # nothing here talks to the machine's own services

# The app, where install.sh would put it. Its packages may lie where only root looks: bound to elsewhere.
base=$("$python" -c 'import sys; print(sys.base_prefix)')
name=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
mkdir /opt/ce-tui /opt/ce-tui-packages
mount --bind "$packages" /opt/ce-tui-packages
"$base/bin/$name" -m venv --without-pip /opt/ce-tui
inside=/opt/ce-tui/lib/$name/site-packages
for part in ce_tui data styles; do cp -a "$checkout/$part" "$inside/"; done
chmod -R a+rX "$inside"
echo /opt/ce-tui-packages >"$inside/packages.pth"

# So may the Python itself, which must stay where it was made to be: the way to it is opened.
way=$base
while [ "$way" != / ]; do
    way=$(dirname "$way")
    case $(stat -c %A "$way") in *x | *t) continue ;; esac
    mkdir -p "$work/keep/python"
    mount --rbind "$base" "$work/keep/python"
    mount -t tmpfs -o mode=755 tmpfs "$way"
    mkdir -p "$base"
    mount --rbind "$work/keep/python" "$base"
done

# Debian's own sshd_config, with the key of a host and of a person.
install -m 644 /usr/share/openssh/sshd_config /etc/ssh/sshd_config
rm -f /etc/ssh/sshd_config.d/* /etc/ssh/ssh_host_*
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
ssh-keygen -q -t ed25519 -N '' -f "$work/key"

sh "$inside/data/deploy/deploy.sh" ssh
/opt/ce-tui/admin add-key "$work/key.pub"
for words in passphrase recovery; do install -o ce-tui -m 600 /dev/null "/run/ce-tui/$words"; done
cp "$work/passphrase" /run/ce-tui/passphrase
rm /run/ce-tui/recovery
/opt/ce-tui/admin account add "Pat Example" --role practitioner --role lead --role administrator --hub "Imaginary Hub" \
    --locality essex --passphrase-file /run/ce-tui/passphrase --recovery-file /run/ce-tui/recovery
rm /run/ce-tui/passphrase /run/ce-tui/recovery

# A second sshd, as the first but for how soon it asks whether the client is still there.
{
    echo "Match User ce-tui"
    echo "    ClientAliveInterval 1"
    echo "Match all"
    echo "Include /etc/ssh/sshd_config"
} >/etc/ssh/sshd_config_impatient

/opt/ce-tui/bin/python - <<'PY'
import fcntl, socket, struct
line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
fcntl.ioctl(line, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up, running
PY
/usr/sbin/sshd -D -e -p 2223 -o ListenAddress=127.0.0.1 -o PidFile=none -f /etc/ssh/sshd_config_impatient 2>"$work/impatient.log" &
/usr/sbin/sshd -D -e -p 2222 -o ListenAddress=127.0.0.1 -o PidFile=none 2>"$work/sshd.log" &
until ssh-keyscan -t ed25519 -p 2222 127.0.0.1 2>/dev/null | grep -q . && ssh-keyscan -t ed25519 -p 2223 127.0.0.1 2>/dev/null | grep -q .; do
    kill -0 $! || exit 1
    sleep 0.1
done
ssh-keyscan -t ed25519 -p 2222 127.0.0.1 2>/dev/null | sed 's/^\S*/*/' >"$work/known_hosts"
echo ready >"$work/ready"
wait
