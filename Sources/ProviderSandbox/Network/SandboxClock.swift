internal import Glibc

/// The time of day.
enum SandboxClock {
    /// Seconds since 1970.
    static var now: Int { time(nil) }
}
