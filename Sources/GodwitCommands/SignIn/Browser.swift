internal import Glibc

/// The browser of the desktop.
enum Browser {
    /// Opens a page, where there is a display to show it on. What the browser says is not ours to show.
    static func open(_ url: String) {
        guard ["DISPLAY", "WAYLAND_DISPLAY"].contains(where: isSet) else {
            return
        }
        let words = ["/bin/sh", "-c", "xdg-open \"$0\" >/dev/null 2>&1 </dev/null &", url]
        var pointers = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        guard posix_spawn(&process, "/bin/sh", nil, nil, &pointers, environ) == 0 else { return }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    private static func isSet(_ name: String) -> Bool { getenv(name).map { $0.pointee != 0 } ?? false }
}
