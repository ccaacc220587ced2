#!/bin/sh
# Unpacks the mail servers and tools that the tests, the demo and the benchmark use into .build/test-servers/root.
# Nothing is installed: no service starts, none is enabled, and the system's own packages stay as they are.
# Run again, it returns at once. To use an installed Dovecot instead, set GODWIT_DOVECOT=/usr/sbin/dovecot.
set -eu
cd "$(dirname "$0")/.."
servers=$PWD/.build/test-servers
packages="dovecot-core dovecot-imapd dovecot-pop3d isync"
version=2 # of the unpacked layout: raise it when this script unpacks something else

[ -n "${GODWIT_DOVECOT:-}" ] && exit 0
[ "$(cat "$servers/version" 2>/dev/null)" = "$version" ] && [ -x "$servers/root/usr/sbin/dovecot" ] && exit 0

say() { printf '%s\n' "$*" >&2; }
if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
    say "The tests need a Dovecot 2.3 to talk to, and this system has no apt-get to fetch one with."
    say "Install Dovecot (IMAP and POP3) with your system's package manager, leave its service switched off,"
    say "and run again with GODWIT_DOVECOT=/usr/sbin/dovecot."
    exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "Fetching a private Dovecot for the tests (nothing is installed) …"

# Lists of our own when the system has none yet: apt-get update on the real ones needs root.
apt() { apt-get -q -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)" "$@"; }
if ! apt-cache show dovecot-core >/dev/null 2>&1; then
    mkdir -p "$servers/apt/lists/partial" "$servers/apt/cache/archives/partial"
    apt() {
        apt-get -q -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)" \
            -o Dir::State::lists="$servers/apt/lists" -o Dir::Cache="$servers/apt/cache" "$@"
    }
    apt update >"$work/log" 2>&1 || { cat "$work/log" >&2; say "The package lists could not be fetched."; exit 1; }
fi

# apt names what this system lacks; the packages themselves are wanted even where they are installed already.
# shellcheck disable=SC2086
missing=$(apt -s -y --no-install-recommends install $packages 2>"$work/log" | awk '/^Inst/ { print $2 }') ||
    { cat "$work/log" >&2; exit 1; }
# shellcheck disable=SC2086
wanted=$(printf '%s\n' $packages $missing | sort -u)
# shellcheck disable=SC2086
(cd "$work" && apt download $wanted >"$work/log" 2>&1) ||
    { cat "$work/log" >&2; say "The server packages could not be downloaded."; exit 1; }

# Started by root, the servers run as nobody, who cannot look into a home folder: those live in /var/tmp then.
unpack_to() {
    mkdir -p "$servers"
    if [ "$(id -u)" = 0 ] && ! setpriv --reuid nobody --regid nogroup --clear-groups test -x "$servers"; then
        place=$(mktemp -d /var/tmp/godwit-test-servers.XXXXXX)
        chmod 755 "$place"
        ln -sfn "$place" "$servers/root"
    else
        mkdir -p "$servers/root"
    fi
}
if [ -e "$servers/root" ]; then rm -rf "$(readlink -f "$servers/root")" "$servers/root"; fi
unpack_to
for package in "$work"/*.deb; do dpkg -x "$package" "$servers/root/"; done
rm -rf "$servers/root/usr/share/doc" "$servers/root/usr/share/man" "$servers/apt"
clang -shared -fPIC -O1 -Wall -Werror -o "$servers/root/usr/lib/dovecot/relocate.so" Tests/Support/relocate.c
echo "$version" >"$servers/version"
say "Ready: $("Tests/Support/dovecot.sh" --version)"
