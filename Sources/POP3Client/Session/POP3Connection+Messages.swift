internal import DequeModule
internal import MailTransport
package import NIOCore

/// A message to be had, and what LIST says of its size (0 when unknown).
package struct WantedMessage: Hashable, Sendable {
    package var number: MessageNumber
    package var expectedSize: UInt64

    package init(_ number: MessageNumber, expectedSize: UInt64 = 0) {
        self.number = number
        self.expectedSize = expectedSize
    }
}

/// How much of each message is wanted.
package enum MessageExtent: Hashable, Sendable {
    /// RETR.
    case whole
    /// TOP: the header, the empty line, and so many lines of the text (RFC 1939 §7).
    case header(lines: Int)
}

/// What a retrieval brings, in the order it arrives.
package enum MessageEvent: Hashable, Sendable {
    case begins(MessageNumber)
    case bytes(ByteBuffer)
    /// The message is complete; how many bytes it had, whatever LIST said.
    case ends(MessageNumber, size: UInt64)
    /// The server's -ERR to this one message; the others follow.
    case refused(MessageNumber, POP3Reply)
}

/// Messages on their way. They wait at the server while nobody takes them.
package struct MessageStream: Sendable {
    let connection: POP3Connection

    /// The next event; nil when all messages have come.
    package func next() async throws(POP3Error) -> MessageEvent? { try await connection.nextMessageEvent() }

    /// Asks for more behind what is still to come, so that the line does not rest. Not once ``next()`` was nil.
    package func add(_ wanted: [WantedMessage]) async throws(POP3Error) { try await connection.add(wanted) }

    /// Gives up the rest: what was asked for already is passed over while it arrives.
    package func passOver() async { await connection.passOverMessages() }
}

/// The messages that are still wanted, and those under way.
struct Retrieval {
    struct Open {
        let id: Int
        let message: WantedMessage
        var isBegun = false
        var size: UInt64 = 0
    }

    let extent: MessageExtent
    var wanted: ArraySlice<WantedMessage>
    var open = Deque<Open>()
    var window: RetrievalWindow
}

extension POP3Connection {
    /// Begins to retrieve messages, in this order. Where the server takes several commands at once, several are under way.
    /// There is one stream a connection: an older one is passed over.
    package func messages(_ wanted: [WantedMessage], _ extent: MessageExtent = .whole) throws(POP3Error)
        -> MessageStream
    {
        passOverMessages()
        let window = RetrievalWindow(isPipelining: capabilities.hasPipelining)
        retrieval = Retrieval(extent: extent, wanted: wanted[...], window: window)
        try askForMore()
        return MessageStream(connection: self)
    }

    func add(_ wanted: [WantedMessage]) throws(POP3Error) {
        retrieval?.wanted += wanted
        try askForMore()
    }

    func passOverMessages() {
        for open in retrieval?.open ?? [] { conversation.forget(open.id) }
        retrieval = nil
    }

    func nextMessageEvent() async throws(POP3Error) -> MessageEvent? {
        guard let open = retrieval?.open.first else {
            retrieval = nil
            return nil
        }
        let piece = try await next(of: open.id)
        // Somebody may have given up meanwhile.
        guard retrieval?.open.first?.id == open.id else { return nil }
        switch piece {
        case .status(let reply) where reply.isPositive:
            retrieval?.open[0].isBegun = true
            return .begins(open.message.number)
        case .status(let reply):
            try finish(open)
            return .refused(open.message.number, reply)
        case .bytes(let bytes):
            retrieval?.open[0].size += UInt64(bytes.readableBytes)
            return .bytes(bytes)
        case .row: throw .protocolViolation(.malformedReply)
        case nil:
            try finish(open)
            return .ends(open.message.number, size: open.size)
        }
    }

    private func finish(_ open: Retrieval.Open) throws(POP3Error) {
        conversation.forget(open.id)
        retrieval?.open.removeFirst()
        retrieval?.window.ended(open.message.expectedSize)
        try askForMore()
    }

    /// Asks for as many as may be under way, in one packet.
    private func askForMore() throws(POP3Error) {
        defer { conversation.flush() }
        while let message = retrieval?.wanted.first, retrieval?.window.admits(message.expectedSize) == true {
            let id = try send(command(for: message.number), flush: false)
            retrieval?.wanted.removeFirst()
            retrieval?.window.began(message.expectedSize)
            retrieval?.open.append(Retrieval.Open(id: id, message: message))
        }
    }

    private func command(for number: MessageNumber) -> POP3Command {
        switch retrieval?.extent {
        case .header(let lines):
            LineCommand("TOP \(number.rawValue) \(max(0, lines))", expecting: .message, timeLimit: .none)
        case .whole, nil: LineCommand("RETR \(number.rawValue)", expecting: .message, timeLimit: .none)
        }
    }
}
