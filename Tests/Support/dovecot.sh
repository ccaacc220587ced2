#!/bin/sh
# dovecot.sh ARGUMENT… runs the Dovecot that setup-servers.sh unpacked, or the one GODWIT_DOVECOT names.
# Never as root: root hands it to the user nobody.
# shellcheck disable=SC2086
set -eu
. "$(dirname "$0")/unpacked.sh"
if [ -n "${GODWIT_DOVECOT:-}" ]; then exec $as_user "$GODWIT_DOVECOT" "$@"; fi

use_unpacked dovecot dovecot/modules/old-stats
export RELOCATE="/usr/lib/dovecot/=$root/usr/lib/dovecot/"
# Dovecot would read its settings by executing /usr/bin/doveconf, which then executes Dovecot again with the settings in
# its environment. Beginning with doveconf is the same, without the fixed path.
case ${1:-} in
-F) shift; exec $as_user "$root/usr/bin/doveconf" -f service=master "$@" -m master -e "$root/usr/sbin/dovecot" -F "$@" ;;
*) exec $as_user "$root/usr/sbin/dovecot" "$@" ;;
esac
