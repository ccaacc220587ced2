#!/bin/sh
# Unpacks the mail servers and tools that the tests, the demo and the benchmark use into .build/test-servers/root.
# Nothing is installed: no service starts, none is enabled, and the system's own packages stay as they are.
# Run again, it returns at once; with --remove, it takes everything away again.
# To use an installed Dovecot instead, set GODWIT_DOVECOT=/usr/sbin/dovecot.
# shellcheck disable=SC2086
set -eu
cd "$(dirname "$0")/.."
servers=$PWD/.build/test-servers
version=10 # of the unpacked layout: raise it when this script unpacks something else

say() { printf '%s\n' "$*" >&2; }
remove() { if [ -e "$servers/root" ]; then rm -rf "$(readlink -f "$servers/root")" "$servers"; fi; }

if [ "${1:-}" = --remove ]; then
    remove
    exit 0
fi
if [ "$(cat "$servers/version" 2>/dev/null)" = "$version" ] && [ -x "$servers/root/usr/sbin/dovecot" ]; then exit 0; fi

if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
    say "The tests need Dovecot 2.3, Cyrus 3.6, Courier, Postfix and GNU mailutils to talk to, and this system has no apt-get to fetch them with."
    if [ -n "${GODWIT_DOVECOT:-}" ]; then
        say "With $GODWIT_DOVECOT alone, the tests that need Cyrus, Courier, Postfix or mailutils fail."
        exit 0
    fi
    say "Install Dovecot (IMAP, POP3 and submission) with your system's package manager, leave its service switched off,"
    say "and run again with GODWIT_DOVECOT=/usr/sbin/dovecot."
    exit 1
fi

say "Fetching private mail servers for the tests (nothing is installed) …"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lists=""

apt() {
    apt-get -q -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)" $lists "$@" >"$work/output" 2>"$work/errors"
}
# Packages of one server, and the libraries that this system lacks for them: apt says which. The packages themselves are
# wanted even where they are installed. One server at a time, because for installing they exclude each other.
download() {
    apt -s -y --no-install-recommends install "$@" || return 1
    printf '%s\n' "$@" >"$work/packages"
    wanted=$(sed -n 's/^Inst \(lib[^ ]*\) (.*/\1/p' "$work/output" | sort -u - "$work/packages")
    (cd "$work" && apt download $wanted)
}
fetch() {
    download dovecot-core dovecot-imapd dovecot-pop3d dovecot-submissiond isync &&
        download cyrus-common cyrus-imapd sasl2-bin libsasl2-modules libsasl2-modules-db &&
        download postfix sasl2-bin libsasl2-modules libsasl2-modules-db &&
        download mailutils-pop3d &&
        download gnutls-bin microsocks tinyproxy-bin &&
        download courier-base courier-imap courier-pop courier-authlib courier-authlib-userdb courier-authdaemon gamin
}
# Package lists of our own, for a system that has none or old ones: updating the system's needs root.
fetch_with_own_lists() {
    mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
    lists="-o Dir::State::lists=$work/apt/lists -o Dir::Cache=$work/apt/cache"
    apt update && fetch
}
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
clang -shared -fPIC -O1 -Wall -Wextra -Werror -o "$servers/root/usr/lib/confine.so" Tests/Support/confine.c
echo "$version" >"$servers/version"
say "Ready: Dovecot $(Tests/Support/dovecot.sh --version), Cyrus, Courier, Postfix, mailutils"
