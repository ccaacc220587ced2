internal import IMAPClient

/// Which connections are compressed (RFC 4978), of those whose server offers it: those of a pair that has turned out slow,
/// to servers that are far.
package struct CompressionChoice: Hashable, Sendable {
    /// Nearer servers are on this machine or in the same building, where no line is the bottleneck.
    let leastRoundTrip: Duration
    /// Below this much work in a second (bytes, as ``LinePace`` counts them) over the pair.
    let slowPace: UInt64
    /// How long a pair is watched before that.
    let trial: Duration

    /// Mail shrinks by a quarter, and servers deflate 15 to 20 MB a second on a core of their own. Measured, a pair gains
    /// up to 20 to 25 Mbit/s of mail and loses from 100 Mbit/s on; between, it depends on how busy the servers are.
    static let whereItPays = CompressionChoice(
        leastRoundTrip: .milliseconds(5), slowPace: 3 << 20, trial: .seconds(2))
    /// As soon as a pair has copied anything.
    static let always = CompressionChoice(leastRoundTrip: .zero, slowPace: .max, trial: .zero)
    static let never = CompressionChoice(leastRoundTrip: .zero, slowPace: 0, trial: .zero)

    /// - Parameter roundTrip: of the connection; nil when it is not known.
    func pays(roundTrip: Duration?, pace: LinePace) -> Bool {
        guard let roundTrip, let rate = pace.rate(after: trial) else { return false }
        return roundTrip >= leastRoundTrip && rate < Double(slowPace)
    }
}

extension CopyWorker {
    /// Whether one of the connections should be compressed from now on. That can be done at any time between commands, so
    /// the line is watched first.
    var isWorthCompressing: Bool {
        get async {
            if let source = pair.source.imap, await isWorthCompressing(source) { return true }
            return await isWorthCompressing(pair.target)
        }
    }

    /// Only while no body is under way: the source's answer comes behind all bodies asked for, and the target's cannot be
    /// asked for in the middle of an APPEND.
    func compressWhereItPays() async throws {
        if let source = pair.source.imap, await isWorthCompressing(source) { try await source.compress() }
        if await isWorthCompressing(pair.target) { try await pair.target.compress() }
    }

    private func isWorthCompressing(_ connection: IMAPConnection) async -> Bool {
        guard options.compression.pays(roundTrip: await connection.roundTrip, pace: pace) else { return false }
        return await connection.mayCompress
    }
}
