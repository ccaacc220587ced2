public import NIOCore

/// One connection to an IMAP server, without input or output: bytes in, actions out. So every fault has its place.
///
///     var session = IMAPServerSession(server, isSecure: true)
///     session.begin()
///     session.receive(bytes)
///     while let actions = session.advance() { … }
public struct IMAPServerSession: SandboxSession {
    /// What the next line of the client is.
    enum Expected {
        case command
        /// Part of a login.
        case login(SASLConversation, tag: String)
        /// Anything, before a login is refused.
        case refusedLogin(SandboxLoginOutcome, tag: String)
        /// The end of IDLE.
        case done(tag: String)
    }

    let server: IMAPServer
    var input = ByteBuffer()
    var reader = IMAPCommandReader()
    var expected = Expected.command
    var line: SandboxLine
    /// Made for sending since the last time that actions were taken.
    var outputBytes = 0
    /// A long answer under way.
    var fetching: FetchWork?

    /// What can be used, as long as nothing goes wrong.
    var extensions: Set<IMAPExtension>
    var enabled: Set<IMAPExtension> = []
    var isSecure: Bool
    var offersTLS: Bool
    var hasSentID = false
    var account: SandboxAccount?
    /// Whether this connection is one of the account's.
    var isCounted = false
    var view: MailboxView?
    /// Of the command that is being carried out.
    private(set) var currentTag = "*"
    private var errorsInRow = 0

    // What goes wrong
    var bodyFirst: Bool
    var isCompressed = false

    var isLying = false
    private(set) var isSaying = false

    /// - Parameters:
    ///   - isSecure: whether TLS is in place already.
    ///   - offersTLS: whether it can be, otherwise.
    public init(_ server: IMAPServer, isSecure: Bool, offersTLS: Bool = false) {
        self.server = server
        self.isSecure = isSecure
        self.offersTLS = offersTLS
        line = SandboxLine(server.faults)
        extensions = server.configuration.extensions
        bodyFirst = server.configuration.bodyFirst
    }

    var configuration: IMAPServerConfiguration { server.configuration }

    var delay: Duration { configuration.delay }

    // MARK: In and out

    /// The connection is there: says the greeting.
    public mutating func begin() {
        var words = configuration.greeting
        if configuration.greetingHasCapabilities {
            words = "[CAPABILITY \(capabilities.joined(separator: " "))] " + words
        }
        if server.faults.meets(.preauth) {
            account = server.store.accountNames.first.flatMap(server.store.account)
            return respond("* PREAUTH \(words)")
        }
        respond("* OK \(words)")
    }

    /// Takes note of bytes that the client has sent.
    public mutating func receive(_ bytes: ByteBuffer) {
        guard !isOver else { return }
        var bytes = line.arrived(bytes)
        server.traffic.received(bytes.readableBytes, account: account?.name)
        if input.readableBytes == 0 { input = bytes } else { input.writeBuffer(&bytes) }
    }

    /// Whether so much waits already that no more should be read.
    public var isBehind: Bool { input.readableBytes > configuration.limits.backlog + configuration.limits.line }

    /// Goes one step further.
    ///
    /// - Returns: what to do now; nil when more has to come in first.
    public mutating func advance() -> [SandboxWireAction]? {
        while line.actions.isEmpty, !isOver {
            if fetching != nil {
                fetchMore()
            } else if !handleNext() {
                return nil
            }
        }
        outputBytes = 0
        return line.take()
    }

    /// TLS is in place. What came before it was said by anybody, and is forgotten (RFC 3501 §6.2.1).
    public mutating func startedTLS() {
        isSecure = true
        hasSentID = false
        input = ByteBuffer()
        reader = IMAPCommandReader()
    }

    /// What came behind COMPRESS: it is compressed.
    public mutating func takeInput() -> ByteBuffer {
        defer { input = ByteBuffer() }
        return input
    }

    /// Whether the client waits for news of the open mailbox (RFC 2177).
    public var isIdle: Bool { if case .done = expected { view != nil } else { false } }

    /// The account that is logged in to.
    public var observedAccount: SandboxAccount? { account }

    /// The account has changed.
    public mutating func accountChanged() { if isIdle { synchronise(tellsRemovals: true) } }

    // MARK: What the client says

    /// - Returns: whether there was anything.
    private mutating func handleNext() -> Bool {
        switch expected {
        case .command:
            guard let event = reader.next(from: &input, rules: rules) else { return false }
            handle(event)
        case .login, .refusedLogin, .done:
            guard let line = reader.nextLine(from: &input, bound: configuration.limits.line) else { return false }
            if let line { handle(line) } else { sayGoodbye("Line too long.") }
        }
        return true
    }

    /// A line that is no command.
    private mutating func handle(_ line: [UInt8]) {
        let was = expected
        expected = .command
        switch was {
        case .command: break
        case .login(let conversation, let tag): goOn(conversation, tag: tag, line: line)
        case .refusedLogin(let outcome, let tag): finish(tag, enter(outcome))
        case .done(let tag):
            let isDone = String(decoding: line, as: UTF8.self).uppercased() == "DONE"
            finish(tag, isDone ? .success("Idle completed.") : .failure(.syntax("Expected DONE.")))
        }
    }

    private var rules: IMAPCommandReader.Rules {
        IMAPCommandReader.Rules(
            limits: configuration.limits,
            takesNonSynchronizing: has(.literalPlus) || has(.literalMinus),
            nonSynchronizingBound: has(.literalPlus) ? nil : 4_096)
    }

    private mutating func handle(_ event: IMAPCommandReader.Event) {
        switch event {
        case .command(let pieces): execute(pieces)
        case .leaveWanted: respond("+ OK")
        case .literalTooLarge(let tag):
            finish(
                String(decoding: tag, as: UTF8.self),
                .failure(SandboxRefusal(.no, "[TOOBIG] Message size exceeds the limit.")))
        case .lineTooLong: sayGoodbye("Command line too long.")
        }
    }

    private mutating func execute(_ pieces: [IMAPCommandPiece]) {
        var arguments = IMAPArguments(pieces, limits: configuration.limits)
        // An empty line is no command, and some clients send one behind a literal.
        guard !arguments.isAtEnd else { return }
        var tag = "*"
        isLying = false
        let result: Result<String?, SandboxRefusal>
        do throws(SandboxRefusal) {
            tag = try arguments.word()
            currentTag = tag
            try arguments.space()
            var name = try arguments.keyword()
            if name == "UID" {
                try arguments.space()
                name = try "UID " + arguments.keyword()
            }
            server.traffic.command(account: account?.name)
            let faults = server.faults.received(command: name).map(\.kind)
            if let refusal = try apply(faults, to: name, arguments) { throw refusal }
            guard !isOver else { return }
            if let refusal = server.refusal(name, arguments, session: self) { throw refusal }
            result = .success(try run(name, &arguments, tag: tag))
        } catch {
            result = .failure(error)
        }
        if let answer = result.answer { finish(tag, answer) }
    }

    // MARK: What the server says

    /// Ends a command.
    ///
    /// - Parameter result: what stands behind `OK`, or why not.
    mutating func finish(_ tag: String, _ result: Result<String, SandboxRefusal>) {
        switch result {
        case .success(let words):
            errorsInRow = 0
            respond("\(tag) OK \(words)")
        case .failure(let refusal):
            if refusal.status == .bye { return sayGoodbye(refusal.words) }
            errorsInRow += refusal.status == .bad ? 1 : 0
            var response = IMAPResponse("\(tag) \(refusal.status.rawValue) ")
            response.write(refusal.words)
            respond(response)
            if let farewell = refusal.farewell { return sayGoodbye(farewell) }
            if errorsInRow >= configuration.limits.errors { sayGoodbye("Too many bad commands.") }
        }
    }

    mutating func sayGoodbye(_ words: String) { sayGoodbye(Array(words.utf8)) }

    mutating func sayGoodbye(_ words: [UInt8]) {
        var response = IMAPResponse("* BYE ")
        response.write(words)
        respond(response)
        end(.close)
    }

    /// Nothing comes behind this action.
    mutating func end(_ action: SandboxWireAction) {
        line.end(action)
        fetching = nil
    }

    var isOver: Bool { line.isOver }

    mutating func respond(_ line: String) { respond(IMAPResponse(line)) }

    /// Sends a response, and lets happen to it what is to happen.
    mutating func respond(_ response: IMAPResponse) {
        guard !isOver else { return }
        let parts = response.finished()
        let bytes = parts.reduce(0) { $0 + $1.readableBytes }
        outputBytes += bytes
        server.traffic.sent(bytes, account: account?.name)
        let faults = server.faults.sending(bytes: bytes)
        guard !faults.isEmpty, !isSaying else { return line.send(parts) }
        isSaying = true
        for fault in faults where !line.say(parts, fault) { say(parts, fault.kind) }
        isSaying = false
    }

    func has(_ one: IMAPExtension) -> Bool { extensions.contains(one) }
}

extension Result where Success == String?, Failure == SandboxRefusal {
    /// Nil where the command goes on.
    fileprivate var answer: Result<String, SandboxRefusal>? {
        switch self {
        case .success(let words): words.map { .success($0) }
        case .failure(let refusal): .failure(refusal)
        }
    }
}
