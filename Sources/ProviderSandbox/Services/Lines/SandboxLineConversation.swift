internal import NIOCore

/// A conversation in lines as one in bytes: cuts lines, counts what is said, and lets go wrong what is to.
struct SandboxLineConversation<Session: SandboxLineSession>: SandboxSession {
    /// Received and not looked at, before reading stops (bytes).
    private static var backlog: Int { 1 << 16 }

    private var session: Session
    private let faults: SandboxFaultPlan
    private var line: SandboxLine
    private var input = ByteBuffer()
    /// The line that is coming in is too long; the rest of it is passed over.
    private var isOverlong = false

    init(_ session: Session, faults: SandboxFaultPlan) {
        self.session = session
        self.faults = faults
        line = SandboxLine(faults)
    }

    // MARK: In and out

    mutating func begin() { perform(session.begin()) }

    mutating func receive(_ bytes: ByteBuffer) {
        guard !line.isOver else { return }
        var bytes = line.arrived(bytes)
        input.discardReadBytes()
        input.writeBuffer(&bytes)
    }

    mutating func advance() -> [SandboxWireAction]? {
        while line.actions.isEmpty, !line.isOver, let next = nextLine() { handle(next.bytes) }
        return line.take()
    }

    /// A line may be longer than the backlog.
    var isBehind: Bool { input.readableBytes > max(Self.backlog, session.longestLine + 2) }

    /// RFC 2595 §4, RFC 3207 §4.2.
    mutating func startedTLS() {
        input.clear()
        session.secured()
    }

    mutating func ended() { session.ended() }

    private mutating func nextLine() -> (bytes: ByteBuffer?, Void)? {
        guard let end = input.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else {
            // Two more for the line's end.
            if input.readableBytes > session.longestLine + 2 {
                isOverlong = true
                input.clear()
            }
            return nil
        }
        let length = end - input.readerIndex
        guard var line = input.readSlice(length: length + 1) else { return nil }
        line.moveWriterIndex(to: line.writerIndex - 1)
        if line.readableBytesView.last == UInt8(ascii: "\r") { line.moveWriterIndex(to: line.writerIndex - 1) }
        defer { isOverlong = false }
        return (isOverlong || line.readableBytes > session.longestLine ? nil : line, ())
    }

    // MARK: What is said

    private mutating func handle(_ bytes: ByteBuffer?) {
        if session.expectsCommand, let words = bytes.flatMap(SandboxWords.init), replaces(words) { return }
        perform(session.received(bytes))
    }

    private mutating func perform(_ actions: [SandboxReplyAction]) {
        for action in actions {
            switch action {
            case .send(let bytes): respond(bytes)
            case .startTLS:
                if faults.meets(.injectionBeforeTLS) { line.send([ByteBuffer(string: Session.injection + "\r\n")]) }
                line.append(.startTLS)
            case .close: line.end(.close)
            }
        }
    }

    /// - Returns: whether something goes wrong in the place of a command.
    private mutating func replaces(_ words: SandboxWords) -> Bool {
        var isReplaced = false
        for met in faults.received(command: words.command) {
            switch met.kind {
            case .drop, .stall, .truncate: line.end(by: met.kind)
            case .slow:
                line.slowDown()
                continue
            case .renumber:
                session.meet(met.kind)
                sayGoodbye()
            default:
                guard let reply = met.kind == .lie ? Session.lie(words) : Session.refusals[met.kind] else {
                    session.meet(met.kind)
                    continue
                }
                respond(ByteBuffer(string: reply + "\r\n"))
                if met.kind == .throttled { line.end(.close) }
            }
            isReplaced = true
        }
        return isReplaced
    }

    /// Sends a response, and lets happen to it what is to happen.
    private mutating func respond(_ bytes: ByteBuffer) {
        guard !line.isOver else { return }
        let met = faults.sending(bytes: bytes.readableBytes)
        if met.isEmpty { line.send([bytes]) }
        for fault in met where !line.say([bytes], fault) {
            line.send([bytes])
            if fault.kind == .bye { sayGoodbye() } else { session.meet(fault.kind) }
        }
    }

    private mutating func sayGoodbye() {
        line.send([ByteBuffer(string: Session.farewell + "\r\n")])
        line.end(.close)
    }
}
