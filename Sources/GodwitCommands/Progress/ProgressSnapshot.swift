/// A running migration at one moment.
struct ProgressSnapshot: Sendable {
    var state: ProgressState
    /// Messages and bytes a second, of late.
    var perSecond: (messages: Double, bytes: Double)?
    var secondsLeft: Int?
    /// Seconds without any event.
    var quietSeconds = 0
    /// Seconds until a lost connection is tried again.
    var waitSeconds = 0
}
