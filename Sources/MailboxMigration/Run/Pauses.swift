/// How long a run waits for servers that are gone, busy, or have nothing new.
package struct Pauses: Sendable {
    /// Before a lost connection is opened again; doubled with each attempt that brought nothing.
    package var reconnect = Duration.seconds(1)
    /// The longest of these, while the target is kept current: a computer may sleep for days.
    package var longestReconnect = Duration.seconds(300)
    /// When a server asks for a pause and names no length; doubled with each attempt that brought nothing.
    package var throttled = Duration.seconds(15)
    /// The longest that a server is left alone, whatever length it names.
    package var longestThrottled = Duration.seconds(3_600)
    /// All pauses together that bring nothing, where the server tells how long they are to be. A day, because daily
    /// allowances are the longest, and a little more.
    package var mostToldWaiting = Duration.seconds(26 * 3_600)
    /// The same where it does not tell: there may be something else wrong.
    package var mostUntoldWaiting = Duration.seconds(2 * 3_600)
    /// Before messages in doubt are looked for.
    package var quiet = QuietWait()
    /// Between two looks at all folders while the target is kept current.
    package var look = Duration.seconds(60)
    /// From the end of one session to the begin of the next while the target is kept current: mail often comes in
    /// bursts.
    package var betweenSessions = Duration.seconds(5)
    /// How long the last look may take when a stop is asked for.
    package var lastLook = Duration.seconds(5)

    /// What suits servers on the Internet.
    package init() {}
}
