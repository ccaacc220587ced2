# shellcheck shell=bash
# To be sourced: starts two-servers in a new folder, which becomes the present one, and ends it with the script.
#
#     start_servers MESSAGES TARGETS [alike]    sets server_dns, server_old_port … and writes ./roots.pem, ./password
#     compare TARGET [HEADER]                   sets verdict to equal or different, and details

start_servers() {
    folder=$(mktemp -d)
    cd "$folder" || exit 1
    mkfifo orders answers
    two-servers "$@" <orders >answers &
    servers=$!
    exec 3>orders 4<answers
    trap end_servers EXIT
    trap 'exit 130' INT TERM
    while IFS='=' read -r name value <&4; do
        declare -g "server_$name=$value"
        if [ "$name" = ready ]; then break; fi
    done
    if [ "${server_ready:-}" != yes ]; then
        echo "The servers did not start." >&2
        exit 1
    fi
    cat "$server_old_root" "$server_new_root" >roots.pem
    (umask 077 && echo "$server_password" >password)
}

end_servers() {
    exec 3>&- # the servers end when nobody can give them orders any more
    wait "$servers" || true
    rm -rf "$folder"
}

compare() {
    echo "$*" >&3
    IFS='=' read -r verdict details <&4
}
