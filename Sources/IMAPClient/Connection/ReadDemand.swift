internal import MailCore

/// What all commands of one connection together hold in memory, and whether more may be read from the socket.
struct ReadDemand {
    /// Above this many streamed bytes that nobody took yet, reading stops.
    static let highWatermark = 1 << 20
    /// Below this it goes on, bytes.
    static let lowWatermark = 256 << 10

    private(set) var isPaused = false
    private var streamedBytes = 0
    private var gatheredBytes = 0

    var mayRead: Bool { !isPaused }

    /// - Returns: false when answers that cannot wait at the server have become more than
    ///   ``ByteLimits/imapCollectedResponses``.
    mutating func buffered(_ bytes: Int, _ answers: CommandTraits.Answers) -> Bool {
        switch answers {
        case .streamed:
            streamedBytes += bytes
            if streamedBytes > Self.highWatermark { isPaused = true }
        case .gathered:
            gatheredBytes += bytes
        case .dropped:
            break
        }
        return gatheredBytes <= ByteLimits.imapCollectedResponses
    }

    /// - Returns: whether reading was stopped and may go on now.
    mutating func released(_ bytes: Int, _ answers: CommandTraits.Answers) -> Bool {
        switch answers {
        case .streamed: streamedBytes -= bytes
        case .gathered: gatheredBytes -= bytes
        case .dropped: break
        }
        guard isPaused, streamedBytes <= Self.lowWatermark else { return false }
        isPaused = false
        return true
    }
}
