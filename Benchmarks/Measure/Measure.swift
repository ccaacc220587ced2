import Glibc

/// `measure COMMAND…` runs a command and then writes to the standard error output what it took, as
/// `SECONDS CPU-SECONDS PEAK-KIBIBYTES` in a line of its own; exits as the command did.
@main struct Measure {
    static func main() {
        var arguments: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.dropFirst().map { strdup($0) } + [nil]
        guard let program = arguments[0] else {
            say("usage: measure COMMAND…")
            exit(2)
        }
        let clock = ContinuousClock()
        let start = clock.now
        var process: pid_t = 0
        let result = posix_spawnp(&process, program, nil, nil, &arguments, environ)
        guard result == 0 else {
            say("\(String(cString: program)): \(String(cString: strerror(result)))")
            exit(127)
        }
        var status: CInt = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        let wall = (clock.now - start) / .seconds(1)
        let cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime)
        say("\(wall) \(cpu) \(usage.ru_maxrss)")
        exit(status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F))
    }

    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
