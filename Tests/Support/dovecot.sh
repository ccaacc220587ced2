#!/bin/sh
# dovecot.sh ARGUMENT… runs the Dovecot that setup-servers.sh unpacked, or the one GODWIT_DOVECOT names.
# Never as root: root hands it to the user nobody.
set -eu
as_user=""
[ "$(id -u)" = 0 ] && as_user="setpriv --reuid nobody --regid nogroup --clear-groups"
if [ -n "${GODWIT_DOVECOT:-}" ]; then exec $as_user "$GODWIT_DOVECOT" "$@"; fi

root=$(cd "$(dirname "$0")/../../.build/test-servers/root" && pwd -P)
library=$root/usr/lib/dovecot
shared=$(find "$root/usr/lib" -maxdepth 1 -type d -name '*-linux-gnu*' | head -n 1)
export LD_LIBRARY_PATH="$library:$library/modules/old-stats${shared:+:$shared}"
export LD_PRELOAD="$library/relocate.so" DOVECOT_ROOT="$root"
# Dovecot would read its settings by executing /usr/bin/doveconf, which then executes Dovecot again with the settings in
# its environment. Beginning with doveconf is the same, without the fixed path.
case ${1:-} in
-F) shift; exec $as_user "$root/usr/bin/doveconf" -f service=master "$@" -m master -e "$root/usr/sbin/dovecot" -F "$@" ;;
*) exec $as_user "$root/usr/sbin/dovecot" "$@" ;;
esac
