#!/bin/bash
# compare.sh [MESSAGES [RUNS]]: godwit migrate and mbsync (Debian's isync) copy the same mailbox between two Dovecots over
# TLS on loopback, turn about, each time into an empty account. Prints the medians and what arrived.
set -euo pipefail
cd "$(dirname "$0")/.."
messages=${1:-5000} runs=${2:-3}
unpacked=$(readlink -f .build/test-servers/root)
export PATH="$PWD/.build/release:$PATH"
. Tests/Support/two-servers.sh

copy_with_godwit() { # TARGET
    measure godwit migrate --progress none --journal "$1.journal" \
        --from "imaps://alice%40old.example@localhost:$server_old_port" \
        --to "imaps://${1/@/%40}@localhost:$server_new_port" \
        --from-password-file password --to-password-file password --ca-file roots.pem --allow-private-hosts
}

copy_with_mbsync() { # TARGET
    mkdir "$1.state"
    {
        store old "alice@old.example" "$server_old_port"
        store new "$1" "$server_new_port"
        printf 'Channel all\nFar :old:\nNear :new:\nPatterns *\nCreate Near\nSync Pull\nCopyArrivalDate yes\nSyncState %s\n' \
            "$PWD/$1.state/"
    } >"$1.mbsyncrc"
    measure env LD_LIBRARY_PATH="$(echo "$unpacked"/usr/lib/*-linux-gnu*)" "$unpacked/usr/bin/mbsync" -q -c "$1.mbsyncrc" all
}

store() { # NAME USER PORT
    printf 'IMAPAccount %s\nHost localhost\nPort %s\nUser %s\nPassCmd "cat %s/password"\n' "$1" "$3" "$2" "$PWD"
    printf 'SSLType IMAPS\nCertificateFile %s/roots.pem\n\nIMAPStore %s\nAccount %s\n\n' "$PWD" "$1" "$1"
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
of() { cut -d ' ' -f "$2" "$1.figures" | median; } # TOOL COLUMN

start_servers "$messages" $((2 * runs)) alike
sync
target=0
for _ in $(seq "$runs"); do
    for tool in godwit mbsync; do
        target=$((target + 1))
        if ! "copy_with_$tool" "alice$target@new.example" >"$tool.output" 2>"$tool.errors"; then
            cat "$tool.output" "$tool.errors" >&2
            echo "$tool failed." >&2
            exit 1
        fi
        tail -n 1 "$tool.errors" >>"$tool.figures"
        # mbsync adds a header of its own to every message; that is left out, so that other differences show.
        if [ "$tool" = mbsync ]; then ignored=X-TUID; else ignored=""; fi
        compare "alice$target@new.example" $ignored
        if [ "$verdict" = different ] || [ ! -e "$tool.arrived" ]; then echo "$verdict: $details" >"$tool.arrived"; fi
    done
done

printf '%s messages, Dovecot to Dovecot over TLS on loopback, medians of %s runs\n\n' "$messages" "$runs"
printf '%-8s %9s %12s %7s %10s   %s\n' "" seconds messages/s "CPU s" "peak MB" "what arrived, against the source"
for tool in godwit mbsync; do
    of "$tool" 1 >"$tool.seconds"
    awk -v tool="$tool" -v n="$messages" -v wall="$(of "$tool" 1)" -v cpu="$(of "$tool" 2)" -v peak="$(of "$tool" 3)" \
        -v arrived="$(cat "$tool.arrived")" \
        'BEGIN { printf "%-8s %9.2f %12.0f %7.2f %10.1f   %s\n", tool, wall, n / wall, cpu, peak / 1024, arrived }'
done
paste -d ' ' godwit.seconds mbsync.seconds |
    awk '{ printf "\nmbsync took %.2f times as long as godwit; its bytes are compared without the X-TUID header it adds.\n", $2 / $1 }'
grep -q '^equal' godwit.arrived
