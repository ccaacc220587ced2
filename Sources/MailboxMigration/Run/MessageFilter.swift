internal import IMAPCodec
public import MailCore

/// Which messages are copied, by what the source says of them. The dates are those on which the server received the
/// messages (INTERNALDATE), compared as moments, whatever zone they are written in.
public struct MessageFilter: Hashable, Sendable {
    /// Received at this moment or later.
    public var since: UTCTime?
    /// Received before this moment.
    public var before: UTCTime?
    /// Largest size in bytes (RFC822.SIZE).
    public var maximumSize: UInt64?

    /// All messages.
    public init() {}

    /// Whether it leaves nothing out.
    public var includesAll: Bool { since == nil && before == nil && maximumSize == nil }

    /// Whether it has to know when messages were received.
    var isAboutDates: Bool { since != nil || before != nil }

    /// - Parameters:
    ///   - size: bytes, as the source tells it.
    ///   - internalDate: nil when the source does not tell; such a message is copied, because leaving it out by a doubt
    ///     could lose it.
    public func includes(size: UInt64, internalDate: UTCTime?) -> Bool {
        if let maximumSize, size > maximumSize { return false }
        guard let internalDate else { return true }
        if let since, internalDate < since { return false }
        if let before, internalDate >= before { return false }
        return true
    }

    func includes(_ message: PlannedMessage) -> Bool {
        includes(
            size: message.size,
            internalDate: message.internalDate.map { UTCTime(secondsSince1970: $0.secondsSince1970) })
    }
}
