# shellcheck shell=sh
# To be sourced by the scripts beside it: as_user, which hands a command to the user nobody where root runs it, and
# use_unpacked, which sets root and lets programs find what setup-servers.sh unpacked there.
as_user=""
[ "$(id -u)" = 0 ] && as_user="setpriv --reuid nobody --regid nogroup --clear-groups"

use_unpacked() { # [FOLDER OF LIBRARIES]…
    root=$(cd "$(dirname "$0")/../../.build/test-servers/root" && pwd -P)
    export LD_LIBRARY_PATH
    LD_LIBRARY_PATH=$(find "$root/usr/lib" "$root/lib" -maxdepth 1 -type d -name '*-linux-gnu*' 2>/dev/null | paste -sd :)
    for folder; do LD_LIBRARY_PATH=$LD_LIBRARY_PATH:$root/usr/lib/$folder; done
    export LD_PRELOAD="$root/usr/lib/confine.so"
}
