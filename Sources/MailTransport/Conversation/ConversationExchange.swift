internal import NIOCore

/// One command under way, with what came in for it and was not taken yet. Lives on the connection's event loop.
final class ConversationExchange<Decoder: ReplyDecoder> {
    let id: Int
    let name: String
    let expectation: Decoder.Expectation
    let timeLimit: LineCommand<Decoder.Expectation>.TimeLimit
    let startsTLS: Bool
    /// Whoever asked is gone; the answer is only waited for.
    private(set) var isForgotten = false
    private var pieces = CircularBuffer<Decoder.Piece>()
    private var challenges = CircularBuffer<[UInt8]>()
    private(set) var bufferedBytes = 0
    private(set) var outcome: Result<Void, ConversationError>?
    private var waiter: CheckedContinuation<Void, Never>?

    init(_ command: LineCommand<Decoder.Expectation>, id: Int) {
        self.id = id
        name = command.name
        expectation = command.expectation
        timeLimit = command.timeLimit
        startsTLS = command.startsTLS
    }

    func append(_ piece: Decoder.Piece) {
        guard !isForgotten else { return }
        bufferedBytes += Decoder.weight(of: piece)
        pieces.append(piece)
        wake()
    }

    func append(challenge: [UInt8]) {
        challenges.append(challenge)
        wake()
    }

    func finish(_ result: Result<Void, ConversationError>) {
        guard outcome == nil else { return }
        outcome = result
        wake()
    }

    func takePiece() -> Decoder.Piece? {
        guard let piece = pieces.popFirst() else { return nil }
        bufferedBytes -= Decoder.weight(of: piece)
        return piece
    }

    func takeChallenge() -> [UInt8]? { challenges.popFirst() }

    /// Lets go of all that waits.
    func forget() {
        isForgotten = true
        pieces.removeAll()
        bufferedBytes = 0
    }

    /// There is one consumer; a second waiter would be a mistake of ours, and the first one must not hang for it.
    func setWaiter(_ continuation: CheckedContinuation<Void, Never>) {
        wake()
        // Something may have come in on the way here: nothing would wake whoever waits for that.
        guard outcome == nil, pieces.isEmpty, challenges.isEmpty else { return continuation.resume() }
        waiter = continuation
    }

    private func wake() {
        waiter?.resume()
        waiter = nil
    }
}
