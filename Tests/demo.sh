#!/bin/bash
# The whole way on this machine: two real mail servers on loopback, the old one with a varied mailbox, the new one empty.
# No account and no Internet are needed, and nothing is left behind.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.build/release:$PATH"
. Tests/Support/two-servers.sh

bold='' plain=''
if [ -t 1 ]; then bold=$(tput bold 2>/dev/null || true) plain=$(tput sgr0 2>/dev/null || true); fi
say() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }
run() {
    show "$*"
    "$@"
}
# A command as one would type it, with the options that only the demo needs on a line of their own.
show() { printf '\n%s$ %s%s\n' "$bold" "${1/ --dns/ $'\\\n'      --dns}" "$plain"; }

start_servers 600 1
export XDG_STATE_HOME=$PWD
# What a real move needs none of: these servers' names and certificates are known on this machine only.
here=(--dns "$server_dns" --ca-file roots.pem --allow-private-hosts)
move=(godwit migrate --from alice@old.example --to alice1@new.example
    --from-password-file password --to-password-file password "${here[@]}")

say "Alice has $server_messages messages at old.example and moves to new.example."
say "1 · Which settings does her address have?"
run godwit resolve alice@old.example "${here[@]}"
say "2 · Do they work, with her password?"
run godwit verify alice@old.example --password-file password "${here[@]}"
say "3 · Move everything, and prove it."
run "${move[@]}"
say "4 · Once more: nothing is copied twice."
show "${move[*]} | tail -n 4"
"${move[@]}" | tail -n 4
say "5 · The report."
run godwit report

say "Checked without godwit, file by file on the two servers: bytes, dates, flags and folders."
compare alice1@new.example
if [ "$verdict" = equal ]; then
    printf 'Equal: %s.\n' "$details"
else
    printf 'DIFFERENT: %s\n' "$details"
    exit 1
fi
