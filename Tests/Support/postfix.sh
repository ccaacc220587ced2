#!/bin/sh
# postfix.sh FOLDER runs the Postfix that setup-servers.sh unpacked, in the foreground, with the settings in FOLDER/etc.
# FOLDER/users has a user and a password a line. Never as root: root hands it to the user nobody. Its master insists on
# being root, so it is told that it is.
# shellcheck disable=SC2086
set -eu
. "$(dirname "$0")/unpacked.sh"
use_unpacked postfix
export MAIL_CONFIG="$1/etc" RELOCATE="/etc/postfix/=$1/etc/" SERVER_LOG="$1/log" SASL_PATH
SASL_PATH=$(dirname "$(find "$root/usr/lib" -name libsasldb.so)")

if [ ! -e "$1/passwords" ]; then
    realm=$(sed -n 's/^myhostname = //p' "$1/etc/main.cf")
    while read -r user password; do
        printf %s "$password" | $as_user "$root/usr/sbin/saslpasswd2" -p -c -f "$1/passwords" -u "$realm" "$user"
    done <"$1/users"
fi
export PRETENDED_ROOT=master
exec $as_user "$root/usr/lib/postfix/sbin/master" -d
