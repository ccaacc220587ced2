internal import IMAPClient
internal import IMAPCodec

/// Waits until a server has done with what an earlier connection left behind.
///
/// When a run is killed or a line is cut, the server still holds what it had received: it goes on to store it, seconds
/// after we are gone. Whoever looks for it too early does not find it, sends it again, and has it twice.
package struct QuietWait: Sendable {
    /// Counts must stay the same for this long.
    package var calm = Duration.seconds(3)
    /// How often to look.
    package var interval = Duration.milliseconds(250)
    /// After this a server that never comes to rest is left alone: others are writing there.
    package var limit = Duration.seconds(60)

    package init() {}

    /// Returns early when a stop is asked for; then nothing may be taken for settled.
    func untilQuiet(_ mailboxes: [MailboxName], at target: IMAPConnection, stop: StopSignal) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        var counts = try await target.messageCounts(of: mailboxes)
        var lastChange = clock.now
        while !stop.isStopping, lastChange.duration(to: clock.now) < calm, start.duration(to: clock.now) < limit {
            await stop.wait(atMost: interval)
            try Task.checkCancellation()
            let now = try await target.messageCounts(of: mailboxes)
            if now != counts { lastChange = clock.now }
            counts = now
        }
    }
}
