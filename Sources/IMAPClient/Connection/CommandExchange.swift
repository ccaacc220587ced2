internal import DequeModule
internal import IMAPCodec
internal import NIOCore

/// What has come in for one command and was not taken yet. Lives on the connection's event loop.
final class CommandExchange {
    enum Event: Sendable {
        case untagged(UntaggedResponse)
        case bodyBegins(FetchAttributes, size: UInt64)
        case bodyBytes(ByteBuffer)
        case bodyEnds(FetchAttributes)
    }

    let name: String
    /// For the whole command; nil when it takes as long as its messages are large.
    let limit: Duration?
    private(set) var events = Deque<Event>()
    /// Body bytes that wait to be taken.
    private(set) var bufferedBytes = 0
    private(set) var challenges = Deque<[UInt8]>()
    private(set) var outcome: Result<StatusResponse, IMAPError>?
    private var waiter: CheckedContinuation<Void, Never>?

    init(name: String, limit: Duration?) {
        self.name = name
        self.limit = limit
    }

    func append(_ event: Event) {
        if case .bodyBytes(let bytes) = event { bufferedBytes += bytes.readableBytes }
        events.append(event)
        wake()
    }

    func append(challenge: [UInt8]) {
        challenges.append(challenge)
        wake()
    }

    func finish(_ result: Result<StatusResponse, IMAPError>) {
        guard outcome == nil else { return }
        outcome = result
        wake()
    }

    func takeEvent() -> Event? {
        guard let event = events.popFirst() else { return nil }
        if case .bodyBytes(let bytes) = event { bufferedBytes -= bytes.readableBytes }
        return event
    }

    func takeChallenge() -> [UInt8]? { challenges.popFirst() }

    /// There is one consumer; a second waiter would be a mistake of ours, and the first one must not hang for it.
    func setWaiter(_ continuation: CheckedContinuation<Void, Never>) {
        wake()
        waiter = continuation
    }

    private func wake() {
        waiter?.resume()
        waiter = nil
    }
}
