#!/bin/sh
# supervise.sh FOLDER COMMAND… obeys the orders start, stop and kill, one a line on its standard input, and answers each
# with "done". When its input ends, because the test ended or its process died, it ends the server and removes FOLDER.
folder=$1
shift
server=""
# The processes of the server's session. Dovecot's live on without their master until they are idle; Courier's are in
# groups of their own.
members() {
    for process in /proc/[0-9]*; do
        read -r line 2>/dev/null <"$process/stat" || continue
        # shellcheck disable=SC2086
        set -- ${line##*) } # state parent group session
        if [ "$4" = "$server" ] && [ "$1" != Z ]; then echo "${process#/proc/}"; fi
    done
}
end() {
    [ -n "$server" ] || return 0
    kill "-$1" "$server" 2>/dev/null
    wait "$server" 2>/dev/null
    while left=$(members) && [ -n "$left" ]; do kill -KILL $left 2>/dev/null; done
    server=""
}
trap '' HUP INT TERM # a key pressed on the terminal reaches this process too, and it still has to clean up
while read -r order; do
    case $order in
    start) (trap - HUP INT TERM; exec setsid "$@") </dev/null >"$folder/output" 2>&1 & server=$! ;;
    stop) end TERM ;;
    kill) end KILL ;;
    esac
    echo done
done
end TERM
rm -rf "$folder"
