internal import NIOCore

/// One conversation about outgoing mail.
struct SMTPSession: SandboxLineSession {
    private enum State {
        case greeted
        case ready
        case authenticating(SASLConversation)
        /// A token was refused, and the client has been told why; what it says now does not matter.
        case refusing(SandboxLoginOutcome)
        case mail
        case data
        case over
    }

    private let server: SMTPServer
    private let canSecure: Bool
    private var isSecure: Bool
    private var state = State.greeted
    /// Who has logged in.
    private var account: String?
    /// The message that is being described or is coming in. Beside the state, so that it grows in its place.
    private var envelope: SMTPEnvelope?
    private var errors = 0
    /// What can be used, as long as nothing goes wrong.
    private var extensions: Set<SMTPExtension>
    private var mechanisms: [String]

    /// - Parameter canSecure: whether STARTTLS can be done.
    init(_ server: SMTPServer, isSecure: Bool, canSecure: Bool) {
        self.server = server
        self.isSecure = isSecure
        self.canSecure = canSecure && server.configuration.extensions.contains(.startTLS)
        extensions = server.configuration.extensions
        mechanisms = server.configuration.mechanisms
    }

    private var configuration: SMTPServerConfiguration { server.configuration }

    /// A line of a message may be as long as the message.
    var longestLine: Int {
        if case .data = state { return configuration.size }
        return configuration.longestLine
    }

    mutating func begin() -> [SandboxReplyAction] {
        [.say("220 \(configuration.hostName) \(configuration.greeting)")]
    }

    /// All that was known is forgotten (RFC 3207 §4.2).
    mutating func secured() {
        isSecure = true
        state = .greeted
    }

    var expectsCommand: Bool {
        switch state {
        case .greeted, .ready, .mail: true
        case .authenticating, .refusing, .data, .over: false
        }
    }

    mutating func ended() { state = .over }

    /// Nothing is left but what every server can do.
    mutating func loseExtensions() {
        extensions = []
        mechanisms = []
    }

    mutating func received(_ line: ByteBuffer?) -> [SandboxReplyAction] {
        if case .data = state { return take(line) }
        guard let line, let words = SandboxWords(line) else { return refuse("500 5.5.2 Line too long, or no text") }
        switch state {
        case .authenticating(let conversation):
            state = .ready
            if words.command == "*", words.argument.isEmpty { return refuse("501 5.7.0 Login given up") }
            guard let response = SandboxBase64.decoded(String(buffer: line)) else {
                return refuse("501 5.5.2 This is no base64")
            }
            return proceed(conversation, with: response)
        case .refusing(let outcome):
            state = .ready
            return finish(outcome)
        case .over: return []
        case .greeted, .ready, .mail, .data: return command(words)
        }
    }

    // MARK: Answers

    private mutating func ok(_ reply: String = "250 2.0.0 OK") -> [SandboxReplyAction] {
        errors = 0
        return [.say(reply)]
    }

    private mutating func refuse(_ reply: String, hangsUp: Bool = false) -> [SandboxReplyAction] {
        errors += 1
        guard hangsUp || errors >= configuration.errors else { return [.say(reply)] }
        state = .over
        return [.say(reply), .close]
    }

    private mutating func command(_ words: SandboxWords) -> [SandboxReplyAction] {
        switch words.command {
        case "EHLO", "HELO":
            state = .ready
            return words.command == "EHLO" ? hello() : ok("250 " + configuration.hostName)
        case "STARTTLS" where canSecure && !isSecure: return ok("220 2.0.0 Begin TLS now") + [.startTLS]
        case "AUTH": return authenticate(words.arguments)
        case "MAIL": return mail(words)
        case "RCPT": return recipient(words)
        case "DATA": return data()
        case "RSET":
            if case .mail = state { state = .ready }
            return ok()
        case "NOOP": return ok()
        case "QUIT":
            state = .over
            return ok("221 2.0.0 Bye") + [.close]
        default: return refuse("502 5.5.1 Unknown command")
        }
    }

    private mutating func hello() -> [SandboxReplyAction] {
        var lines = [configuration.hostName]
        lines += extensions.filter { ![.startTLS, .size, .saslIR].contains($0) }.map(\.rawValue).sorted()
        if extensions.contains(.size) { lines.append("SIZE \(configuration.size)") }
        if canSecure, !isSecure { lines.append("STARTTLS") }
        if isSecure || configuration.allowsPlaintextLogin, !mechanisms.isEmpty {
            lines.append("AUTH " + mechanisms.joined(separator: " "))
        }
        let last = lines.count - 1
        errors = 0
        return lines.enumerated().map { .say("250\($0 == last ? " " : "-")\($1)") }
    }
}

// MARK: Logging in (RFC 4954)

extension SMTPSession {
    private mutating func authenticate(_ arguments: [String]) -> [SandboxReplyAction] {
        guard case .ready = state, account == nil else { return refuse("503 5.5.1 Not now") }
        guard isSecure || configuration.allowsPlaintextLogin else { return refuse(configuration.encryptionRefusal) }
        guard let name = arguments.first?.uppercased(), mechanisms.contains(name),
            let conversation = SASLConversation(name)
        else { return refuse(configuration.mechanismRefusal) }
        guard arguments.count > 1, extensions.contains(.saslIR) else {
            return proceed(conversation, with: nil)
        }
        guard let response = SandboxBase64.decoded(arguments[1]) else {
            return refuse("501 5.5.2 This is no base64")
        }
        return proceed(conversation, with: response)
    }

    private mutating func proceed(_ conversation: SASLConversation, with response: [UInt8]?) -> [SandboxReplyAction] {
        var conversation = conversation
        switch conversation.turn(response, asking: server.authenticator) {
        case .challenge(let bytes):
            state = .authenticating(conversation)
            return [.say("334 " + SandboxBase64.encoded(bytes))]
        case .malformed:
            state = .ready
            return refuse("501 5.5.2 This is not what the mechanism says")
        case .refusing(let reason, let outcome):
            state = .refusing(outcome)
            return [.say("334 " + SandboxBase64.encoded(reason))]
        case .over(let outcome):
            state = .ready
            return finish(outcome)
        }
    }

    private mutating func finish(_ outcome: SandboxLoginOutcome) -> [SandboxReplyAction] {
        switch outcome {
        case .accepted(let account):
            self.account = account
            return ok("235 2.7.0 Authentication successful")
        case .refused(let refusal):
            let refusal = refusal ?? configuration.loginRefusal
            errors += 1
            guard refusal.farewell != nil || errors >= configuration.errors else { return [.say("", refusal.words)] }
            state = .over
            return [.say("", refusal.words), .close]
        }
    }
}

// MARK: Mail

extension SMTPSession {
    private mutating func mail(_ words: SandboxWords) -> [SandboxReplyAction] {
        guard case .ready = state else { return refuse("503 5.5.1 Not now") }
        guard let account else {
            return refuse(isSecure ? "530 5.7.0 Authentication required" : configuration.encryptionRefusal)
        }
        guard let path = SMTPPath(words.argument, label: "FROM") else { return refuse("501 5.5.4 MAIL FROM:<address>") }
        if let size = path.parameters["SIZE"].flatMap({ Int($0) }), size > configuration.size { return tooLarge() }
        if let refusal = configuration.senderRefusal, path.address.lowercased() != account.lowercased() {
            return refuse(refusal)
        }
        envelope = SMTPEnvelope(sender: path.address)
        state = .mail
        return ok("250 2.1.0 OK")
    }

    private mutating func recipient(_ words: SandboxWords) -> [SandboxReplyAction] {
        guard case .mail = state else { return refuse("503 5.5.1 MAIL comes first") }
        guard let path = SMTPPath(words.argument, label: "TO") else { return refuse("501 5.5.4 RCPT TO:<address>") }
        guard let account = server.store.account(path.address) else {
            return refuse("550 5.1.1 Nobody of that name here, and the sandbox sends nothing elsewhere")
        }
        guard envelope?.recipients.count ?? 0 < configuration.recipients else {
            return refuse("452 4.5.3 Too many recipients")
        }
        envelope?.recipients.append(account)
        return ok("250 2.1.5 OK")
    }

    private mutating func data() -> [SandboxReplyAction] {
        guard case .mail = state, envelope?.recipients.isEmpty == false else {
            return refuse("503 5.5.1 RCPT comes first")
        }
        state = .data
        return ok("354 End with a dot on a line of its own")
    }

    private mutating func take(_ line: ByteBuffer?) -> [SandboxReplyAction] {
        guard let line, line.readableBytesView.elementsEqual([UInt8(ascii: ".")]) else {
            let limit = configuration.size
            envelope?.append(line, atMost: limit)
            return []
        }
        defer { envelope = nil }
        state = .ready
        guard let envelope, !envelope.isTooLarge else { return tooLarge() }
        do {
            try envelope.deliver()
            return ok("250 2.0.0 Delivered")
        } catch {
            return refuse("452 4.2.2 An inbox takes no more")
        }
    }

    private mutating func tooLarge() -> [SandboxReplyAction] {
        refuse("552 5.3.4 A message may have \(configuration.size) bytes")
    }
}
