#!/bin/sh
# cyrus.sh FOLDER runs the Cyrus that setup-servers.sh unpacked, in the foreground, with the settings in FOLDER.
# FOLDER/users has a user and a password a line. Never as root: root hands it to the user nobody.
# shellcheck disable=SC2086
set -eu
. "$(dirname "$0")/unpacked.sh"
use_unpacked
setting() { sed -n "s/^$1: //p" "$2/imapd.conf"; }
export SERVER_LOG="$1/log" CYRUS_USER SASL_PATH
CYRUS_USER=$(setting cyrus_user "$1")
SASL_PATH=$(dirname "$(find "$root/usr/lib" -name libsasldb.so)")

if [ ! -e "$1/passwords" ]; then
    while read -r user password; do
        printf %s "$password" | $as_user "$root/usr/sbin/saslpasswd2" -p -c -f "$1/passwords" \
            -u "$(setting servername "$1")" "$user"
    done <"$1/users"
fi
exec $as_user "$root/usr/lib/cyrus/bin/master" -D -C "$1/imapd.conf" -M "$1/cyrus.conf" -p "$1/run/master.pid"
