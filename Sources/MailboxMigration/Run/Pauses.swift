/// How long a run waits for servers that are gone or busy.
package struct Pauses: Sendable {
    /// Before a lost connection is opened again; doubled with each attempt that brought nothing.
    package var reconnect = Duration.seconds(1)
    /// Before messages in doubt are looked for.
    package var quiet = QuietWait()

    /// What suits servers on the Internet.
    package init() {}

    /// - Parameter failures: how many attempts have brought nothing (count), from 1 on.
    func beforeReconnect(after failures: Int) -> Duration { reconnect * (1 << (failures - 1)) }
}
