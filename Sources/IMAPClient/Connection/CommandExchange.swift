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

        /// About how many bytes of memory it holds on to.
        var weight: Int {
            switch self {
            case .untagged(let response): response.weight
            case .bodyBegins(let attributes, _), .bodyEnds(let attributes): UntaggedResponse.fetch(attributes).weight
            case .bodyBytes(let bytes): bytes.readableBytes
            }
        }

        var isBody: Bool {
            if case .untagged = self { false } else { true }
        }
    }

    let traits: CommandTraits
    let begun = NIODeadline.now()
    /// Whoever asked is gone; the answer is only waited for.
    private(set) var isForgotten = false
    private var events = Deque<(event: Event, weight: Int)>()
    /// The weight of all events that wait to be taken.
    private(set) var bufferedBytes = 0
    private var challenges = Deque<[UInt8]>()
    private(set) var outcome: Result<StatusResponse, IMAPError>?
    private var waiter: CheckedContinuation<Void, Never>?

    init(_ traits: CommandTraits) { self.traits = traits }

    var answers: CommandTraits.Answers { isForgotten ? .dropped : traits.answers }

    func append(_ event: Event, weight: Int) {
        bufferedBytes += weight
        events.append((event, weight))
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

    func takeEvent() -> (event: Event, weight: Int)? {
        guard let taken = events.popFirst() else { return nil }
        bufferedBytes -= taken.weight
        return taken
    }

    func takeChallenge() -> [UInt8]? { challenges.popFirst() }

    /// Lets go of all that waits.
    func forget() {
        isForgotten = true
        events.removeAll()
        bufferedBytes = 0
    }

    /// There is one consumer; a second waiter would be a mistake of ours, and the first one must not hang for it.
    func setWaiter(_ continuation: CheckedContinuation<Void, Never>) {
        wake()
        // Whoever begins to wait in a task that is cancelled closes the connection first, and nothing wakes it later.
        guard outcome == nil else { return continuation.resume() }
        waiter = continuation
    }

    private func wake() {
        waiter?.resume()
        waiter = nil
    }
}
