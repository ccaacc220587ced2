#!/bin/sh
# supervise.sh FOLDER COMMAND… obeys the orders start, stop and kill, one a line on its standard input, and answers each
# with "done". When its input ends, because the test ended or its process died, it ends the server and removes FOLDER.
folder=$1
shift
server=""
end() {
    [ -n "$server" ] || return 0
    kill "-$1" "$server" 2>/dev/null
    wait "$server" 2>/dev/null
    server=""
}
trap '' HUP INT TERM # a key pressed on the terminal reaches this process too, and it still has to clean up
while read -r order; do
    case $order in
    start) (trap - HUP INT TERM; exec "$@") </dev/null >"$folder/output" 2>&1 & server=$! ;;
    stop) end TERM ;;
    kill) end KILL ;;
    esac
    echo done
done
end TERM
rm -rf "$folder"
