#!/bin/sh
# Installs the libraries that building needs, and the programs named, those that are missing, by apt-get; with all there it
# does nothing.
set -eu
say() { printf '%s\n' "$*" >&2; }

if ! command -v swift >/dev/null; then
    say "Swift is not installed, or not on the PATH. Version 6.2 or later: https://www.swift.org/install"
    exit 1
fi

missing=""
needs() { # PACKAGE COMMAND…: the package is missing when the command fails
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
needs pkg-config command -v pkg-config
needs libssl-dev test -e /usr/include/openssl/ssl.h
needs libxml2-dev test -e /usr/include/libxml2/libxml/xmlreader.h
needs libidn2-dev test -e /usr/include/idn2.h
needs libpsl-dev test -e /usr/include/libpsl.h
needs zlib1g-dev test -e /usr/include/zlib.h
needs libsqlite3-dev test -e /usr/include/sqlite3.h
needs openssl command -v openssl
needs ca-certificates test -e /etc/ssl/certs/ca-certificates.crt
for program in "$@"; do needs "$program" command -v "$program"; done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    say "These are missing:$missing"
    say "(Debian's names.) Install what your system calls them, then run make again."
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null; then
    as_root=sudo
else
    say "These packages are missing:$missing"
    say "Ask an administrator to run:  apt-get install$missing"
    exit 1
fi
say "Installing$missing …"
$as_root apt-get -q update
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $missing
