internal import Glibc

/// The time of day, as assertions and stored tokens tell it.
package enum WallClock {
    /// Since 1970.
    package static var seconds: Int { time(nil) }
}
