#!/bin/sh
# mailutils.sh FOLDER runs the POP3 server of GNU mailutils that setup-servers.sh unpacked, in the foreground, with the
# settings in FOLDER/pop3d.conf. Never as root: root hands it to the user nobody. It wants to become each of its users, so
# it is told that it did.
# shellcheck disable=SC2086
set -eu
. "$(dirname "$0")/unpacked.sh"
use_unpacked
export PRETENDED_ROOT=pop3d
exec $as_user "$root/usr/sbin/pop3d" --config-file="$1/pop3d.conf"
