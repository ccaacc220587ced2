#!/bin/sh
# Unpacks the mail servers and tools that the tests, the demo and the benchmark use into .build/test-servers/root.
# Nothing is installed: no service starts, none is enabled, and the system's own packages stay as they are.
# Run again, it returns at once; with --remove, it takes everything away again.
# To use an installed Dovecot instead, set GODWIT_DOVECOT=/usr/sbin/dovecot.
set -eu
cd "$(dirname "$0")/.."
servers=$PWD/.build/test-servers
packages="dovecot-core dovecot-imapd dovecot-pop3d isync"
version=2 # of the unpacked layout: raise it when this script unpacks something else

say() { printf '%s\n' "$*" >&2; }
remove() { if [ -e "$servers/root" ]; then rm -rf "$(readlink -f "$servers/root")" "$servers"; fi; }

if [ "${1:-}" = --remove ]; then
    remove
    exit 0
fi
[ -z "${GODWIT_DOVECOT:-}" ] || exit 0
if [ "$(cat "$servers/version" 2>/dev/null)" = "$version" ] && [ -x "$servers/root/usr/sbin/dovecot" ]; then exit 0; fi

if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
    say "The tests need a Dovecot 2.3 to talk to, and this system has no apt-get to fetch one with."
    say "Install Dovecot (IMAP and POP3) with your system's package manager, leave its service switched off,"
    say "and run again with GODWIT_DOVECOT=/usr/sbin/dovecot."
    exit 1
fi

say "Fetching a private Dovecot for the tests (nothing is installed) …"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lists=""

apt() {
    # shellcheck disable=SC2086
    apt-get -q -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)" $lists "$@" >"$work/output" 2>"$work/errors"
}
# apt says what this system lacks; the packages themselves are wanted even where they are installed.
# shellcheck disable=SC2086
fetch() {
    apt -s -y --no-install-recommends install $packages || return 1
    wanted=$(awk '/^Inst/ { print $2 }' "$work/output" | sort -u - "$work/packages")
    (cd "$work" && apt download $wanted)
}
# Package lists of our own, for a system that has none or old ones: updating the system's needs root.
fetch_with_own_lists() {
    mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
    lists="-o Dir::State::lists=$work/apt/lists -o Dir::Cache=$work/apt/cache"
    apt update && fetch
}
# shellcheck disable=SC2086
printf '%s\n' $packages >"$work/packages"
if ! fetch && ! fetch_with_own_lists; then
    cat "$work/errors" >&2
    say "The servers' packages could not be downloaded: is there a network, and does apt-get update work?"
    exit 1
fi

remove
mkdir -p "$servers"
# Started by root, the servers run as nobody, who may not look into root's folders: then they live in /var/tmp.
if [ "$(id -u)" = 0 ] && ! setpriv --reuid nobody --regid nogroup --clear-groups test -x "$servers"; then
    place=$(mktemp -d /var/tmp/godwit-test-servers.XXXXXX)
    chmod 755 "$place"
    ln -s "$place" "$servers/root"
else
    mkdir "$servers/root"
fi
for package in "$work"/*.deb; do dpkg -x "$package" "$servers/root/"; done
rm -rf "$servers/root/usr/share/doc" "$servers/root/usr/share/man"
clang -shared -fPIC -O1 -Wall -Werror -o "$servers/root/usr/lib/dovecot/relocate.so" Tests/Support/relocate.c
echo "$version" >"$servers/version"
say "Ready: Dovecot $(Tests/Support/dovecot.sh --version)"
