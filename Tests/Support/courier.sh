#!/bin/sh
# courier.sh FOLDER runs the Courier that setup-servers.sh unpacked, in the foreground, with the settings in FOLDER/etc.
# Never as root: root hands it to the user nobody. Whoever ends this process has to end its group.
# shellcheck disable=SC2086
set -eu
. "$(dirname "$0")/unpacked.sh"
use_unpacked . courier-authlib
export RELOCATE="/etc/courier/=$1/etc/:/run/courier/=$1/run/:/usr/lib/courier-authlib=$root/usr/lib/courier-authlib"
set -a
. "$1/etc/imapd"
set +a
# For STARTTLS another couriertls is started, as the user that the package would have made.
export IMAP_STARTTLS=YES POP3_STARTTLS=YES COURIERTLS="$root/usr/bin/couriertls" PRETENDED_USER=courier

for table in userdb userdbshadow; do
    [ -e "$1/etc/$table.dat" ] || $as_user "$root/usr/lib/courier/courier-authlib/makedatprog" \
        "$1/etc/$table" "$1/etc/$table.new" "$1/etc/$table.dat"
done

rm -f "$1/run/authdaemon/socket" # of an earlier run
# Whoever would log in before these two are ready is turned away, or starts another gam_server that nobody ends.
$as_user "$root/usr/lib/courier/courier-authlib/authdaemond" 3>/dev/null &
$as_user "$root/usr/libexec/gam_server" --notimeout "$GAM_CLIENT_ID" &
until [ -S "$1/run/authdaemon/socket" ] && grep -q "@/tmp/fam-.*-$GAM_CLIENT_ID" /proc/net/unix; do
    kill -0 $! || exit 1
    sleep 0.02
done

serve() { # PORT COMMAND…
    port=$1
    shift
    $as_user "$root/usr/sbin/couriertcpd" -address=127.0.0.1 -maxprocs=100 -maxperip="$MAXPERIP" \
        -nodnslookup -noidentlookup "$port" "$@" Maildir
}
libexec=$root/usr/lib/courier/courier
tls="/usr/bin/env IMAP_TLS=1 POP3_TLS=1 $COURIERTLS -server -tcpd"
serve "$POP3_PORT" "$libexec/courierpop3login" "$libexec/courierpop3d" &
serve "$POP3_TLS_PORT" $tls "$libexec/courierpop3login" "$libexec/courierpop3d" &
serve "$TLS_PORT" $tls "$libexec/imaplogin" "$root/usr/bin/imapd" &
serve "$PORT" "$libexec/imaplogin" "$root/usr/bin/imapd"
