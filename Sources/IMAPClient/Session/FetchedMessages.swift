package import IMAPCodec

/// What FETCH told of each message, in the order in which they were first named.
///
/// A server may repeat a message's flags unasked, with its identifier (RFC 9051 §7.5.2): that is news of the flags, and no
/// other answer that takes back the date and the size.
package struct FetchedMessages: Sendable {
    package private(set) var all: [FetchAttributes] = []
    private var places: [UID: Int] = [:]

    package init() {}

    /// By identifier.
    package subscript(uid: UID) -> FetchAttributes? { places[uid].map { all[$0] } }

    package mutating func note(_ attributes: FetchAttributes) {
        guard let uid = attributes.uid, let place = places[uid] else {
            if let uid = attributes.uid { places[uid] = all.count }
            return all.append(attributes)
        }
        all[place].update(with: attributes)
    }
}

extension FetchAttributes {
    /// What was said later of the same message counts, and what was not repeated stays.
    fileprivate mutating func update(with later: FetchAttributes) {
        sequenceNumber = later.sequenceNumber
        flags = later.flags ?? flags
        internalDate = later.internalDate ?? internalDate
        modSeq = later.modSeq ?? modSeq
        size = later.size ?? size
        header = later.header ?? header
        if later.body != .absent { body = later.body }
    }
}

extension FetchStream {
    /// All that come; bodies are passed over.
    ///
    /// - Throws: `.limitExceeded` past ``ByteLimits/imapCollectedResponses``; the connection is closed then.
    package func messages() async throws(IMAPError) -> FetchedMessages {
        try await connection.gatherMessages(of: id)
    }
}
