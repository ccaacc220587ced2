internal import NIOCore

/// One POP3 conversation.
struct POP3Session: SandboxLineSession {
    private enum State {
        case authorization
        case authenticating(SASLConversation)
        /// A token was refused, and the client has been told why; what it says now does not matter.
        case refusing(SandboxLoginOutcome)
        case transaction(POP3Maildrop)
        case over
    }

    private let server: POP3Server
    private let canSecure: Bool
    private let timestamp: String?
    private var isSecure: Bool
    private var state = State.authorization
    /// Of the last USER.
    private var user: String?
    private var errors = 0
    /// What can be used, as long as nothing goes wrong.
    private var extensions: Set<POP3Extension>
    private var mechanisms: [String]
    /// What goes wrong at the next occasion.
    var tricks: Set<SandboxFaultKind> = []

    /// - Parameter canSecure: whether STLS can be done.
    init(_ server: POP3Server, isSecure: Bool, canSecure: Bool) {
        self.server = server
        self.isSecure = isSecure
        self.canSecure = canSecure && server.configuration.extensions.contains(.stls)
        extensions = server.configuration.extensions
        mechanisms = server.configuration.mechanisms
        timestamp =
            server.configuration.offersAPOP
            ? "<\(UInt32.random(in: 0 ... .max)).\(UInt32.random(in: 0 ... .max))@sandbox>" : nil
    }

    private var configuration: POP3ServerConfiguration { server.configuration }

    var longestLine: Int { configuration.longestLine }

    mutating func begin() -> [SandboxReplyAction] {
        [.say("+OK " + configuration.greeting + (timestamp.map { " " + $0 } ?? ""))]
    }

    mutating func secured() {
        isSecure = true
        user = nil
    }

    var expectsCommand: Bool {
        switch state {
        case .authorization, .transaction: true
        case .authenticating, .refusing, .over: false
        }
    }

    mutating func ended() {
        if case .transaction(let maildrop) = state { server.close(maildrop) }
        state = .over
    }

    mutating func received(_ line: ByteBuffer?) -> [SandboxReplyAction] {
        guard let line, let words = SandboxWords(line) else { return error("The line is too long, or no text.") }
        switch state {
        case .authenticating(let conversation):
            if words.command == "*", words.argument.isEmpty {
                state = .authorization
                return error("The login was given up.")
            }
            guard let response = SandboxBase64.decoded(String(buffer: line)) else {
                state = .authorization
                return error("This is no base64.")
            }
            return proceed(conversation, with: response)
        case .refusing(let outcome):
            state = .authorization
            return finish(outcome)
        case .authorization:
            return authorization(words)
        case .transaction(var maildrop):
            let actions = transaction(words, &maildrop)
            if case .transaction = state { state = .transaction(maildrop) }
            return actions
        case .over:
            return []
        }
    }

    // MARK: Answers

    private mutating func ok(_ words: String) -> [SandboxReplyAction] {
        errors = 0
        return [.say("+OK " + words)]
    }

    private mutating func error(_ words: String) -> [SandboxReplyAction] { error(Array(words.utf8)) }

    private mutating func error(_ words: [UInt8], hangsUp: Bool = false) -> [SandboxReplyAction] {
        errors += 1
        guard hangsUp || errors >= configuration.errors else { return [.say("-ERR ", words)] }
        ended()
        return [.say("-ERR ", words), .close]
    }

    private func has(_ extension: POP3Extension) -> Bool { extensions.contains(`extension`) }

    private mutating func capabilities() -> [SandboxReplyAction] {
        guard configuration.hasCapabilities else { return error("Unknown command.") }
        let takesPassword = isSecure || configuration.allowsPlaintextLogin
        var lines = extensions.filter { $0 != .stls && ($0 != .user || takesPassword) }.map(\.rawValue)
            .sorted()
        if canSecure, !isSecure { lines.append("STLS") }
        if takesPassword, !mechanisms.isEmpty {
            lines.append("SASL " + mechanisms.joined(separator: " "))
        }
        if let delay = configuration.loginDelay { lines.append("LOGIN-DELAY \(delay)") }
        lines.append("EXPIRE " + (configuration.expireDays.map(String.init) ?? "NEVER"))
        if let implementation = configuration.implementation { lines.append("IMPLEMENTATION " + implementation) }
        return ok("Capabilities follow.") + (lines + ["."]).map(SandboxReplyAction.say)
    }

    /// Only USER and PASS are left.
    mutating func loseExtensions() {
        extensions.formIntersection([.user])
        mechanisms = []
    }

    /// All unique identifiers change.
    mutating func loseIndex() {
        guard case .transaction(let maildrop) = state else { return }
        // Without an inbox there is none to lose.
        try? maildrop.account.renumber(.inbox)
    }
}

// MARK: Before the login

extension POP3Session {
    private mutating func authorization(_ words: SandboxWords) -> [SandboxReplyAction] {
        switch words.command {
        case "CAPA": return capabilities()
        case "QUIT":
            state = .over
            return ok("Bye.") + [.close]
        case "STLS" where canSecure && !isSecure: return ok("Begin TLS now.") + [.startTLS]
        case "NOOP": return ok("")
        case "USER", "PASS", "AUTH", "APOP":
            guard isSecure || configuration.allowsPlaintextLogin || words.command == "APOP" else {
                return error("Log in over TLS only.")
            }
            return login(words)
        default: return error("Unknown command.")
        }
    }

    private mutating func login(_ words: SandboxWords) -> [SandboxReplyAction] {
        switch words.command {
        case "USER" where has(.user):
            user = words.argument
            return ok("The password, please.")
        case "PASS" where has(.user):
            guard let user else { return error("USER comes first.") }
            self.user = nil
            return judge(SandboxLogin(mechanism: "USER", user: user, proof: .password(words.argument)))
        case "APOP" where timestamp != nil: return apop(words.arguments)
        case "AUTH": return authenticate(words.arguments)
        default: return error("Unknown command.")
        }
    }

    private mutating func apop(_ arguments: [String]) -> [SandboxReplyAction] {
        guard arguments.count == 2, let timestamp else { return error("A name and a digest, please.") }
        let password = server.authenticator.password(of: arguments[0])
        guard let password, APOPDigest.text(timestamp: timestamp, password: password) == arguments[1].lowercased()
        else { return finish(.refused(nil)) }
        return judge(SandboxLogin(mechanism: "APOP", user: arguments[0], proof: .knownPassword))
    }

    private mutating func authenticate(_ arguments: [String]) -> [SandboxReplyAction] {
        guard let name = arguments.first?.uppercased() else {
            return ok("Mechanisms follow.") + (mechanisms + ["."]).map(SandboxReplyAction.say)
        }
        guard mechanisms.contains(name), let conversation = SASLConversation(name) else {
            return error("[AUTH] Unknown authentication mechanism.")
        }
        guard arguments.count > 1 else { return proceed(conversation, with: nil) }
        guard let response = SandboxBase64.decoded(arguments[1]) else { return error("This is no base64.") }
        return proceed(conversation, with: response)
    }

    private mutating func proceed(_ conversation: SASLConversation, with response: [UInt8]?) -> [SandboxReplyAction] {
        var conversation = conversation
        switch conversation.turn(response, asking: server.authenticator) {
        case .challenge(let bytes):
            state = .authenticating(conversation)
            return [.say("+ " + SandboxBase64.encoded(bytes))]
        case .malformed:
            state = .authorization
            return error("This is not what the mechanism says.")
        case .refusing(let reason, let outcome):
            state = .refusing(outcome)
            return [.say("+ " + SandboxBase64.encoded(reason))]
        case .over(let outcome):
            state = .authorization
            return finish(outcome)
        }
    }

    private mutating func judge(_ login: SandboxLogin) -> [SandboxReplyAction] {
        finish(server.authenticator.judge(login))
    }

    private mutating func finish(_ outcome: SandboxLoginOutcome) -> [SandboxReplyAction] {
        switch outcome {
        case .refused(let refusal):
            let refusal = refusal ?? configuration.loginRefusal
            return error(refusal.words, hangsUp: refusal.farewell != nil)
        case .accepted(let account):
            do throws(POP3Refusal) {
                let maildrop = try server.open(account)
                state = .transaction(maildrop)
                return ok("\(maildrop.count) messages.")
            } catch {
                return self.error(error.words)
            }
        }
    }
}

// MARK: After the login

extension POP3Session {
    private mutating func transaction(_ words: SandboxWords, _ maildrop: inout POP3Maildrop) -> [SandboxReplyAction] {
        switch words.command {
        case "CAPA": return capabilities()
        case "NOOP": return ok("")
        case "STAT": return ok("\(maildrop.count) \(maildrop.size)")
        case "LIST": return list(words, maildrop)
        case "UIDL" where has(.uidl): return listUniqueIDs(words, maildrop)
        case "RETR": return retrieve(words, bodyLines: nil, &maildrop)
        case "TOP" where has(.top):
            guard let lines = words.arguments.dropFirst().first.flatMap({ Int($0) }), lines >= 0 else {
                return error("How many lines?")
            }
            return retrieve(words, bodyLines: lines, &maildrop)
        case "DELE":
            guard let number = number(words), maildrop.message(number) != nil else { return missing() }
            maildrop.mark(number)
            return ok("Marked for deletion.")
        case "RSET":
            maildrop.unmarkAll()
            return ok("\(maildrop.count) messages.")
        case "QUIT": return quit(maildrop)
        default: return error("Unknown command.")
        }
    }

    private func number(_ words: SandboxWords) -> Int? { words.arguments.first.flatMap { Int($0) } }

    private mutating func missing() -> [SandboxReplyAction] { error("There is no such message.") }

    /// A wrong list knows nothing of the last message.
    private mutating func list(_ words: SandboxWords, _ maildrop: POP3Maildrop) -> [SandboxReplyAction] {
        let isWrong = tricks.remove(.wrongListing) != nil
        return listing(words, maildrop, isWrong ? maildrop.numbers.dropLast() : maildrop.numbers) {
            String(maildrop.size(of: $0))
        }
    }

    /// A wrong list has one identifier for all messages.
    private mutating func listUniqueIDs(_ words: SandboxWords, _ maildrop: POP3Maildrop) -> [SandboxReplyAction] {
        let isWrong = tricks.remove(.wrongListing) != nil
        return listing(words, maildrop, maildrop.numbers) { maildrop.uniqueID(of: isWrong ? 1 : $0) }
    }

    private mutating func listing(
        _ words: SandboxWords, _ maildrop: POP3Maildrop, _ numbers: [Int], _ value: (Int) -> String
    ) -> [SandboxReplyAction] {
        guard words.argument.isEmpty else {
            guard let number = number(words), maildrop.message(number) != nil else { return missing() }
            return ok("\(number) \(value(number))")
        }
        var text = ByteBuffer()
        for number in numbers { text.writeString("\(number) \(value(number))\r\n") }
        text.writeString(".\r\n")
        return ok("\(maildrop.count) messages.") + [.send(text)]
    }

    private mutating func retrieve(
        _ words: SandboxWords, bodyLines: Int?, _ maildrop: inout POP3Maildrop
    ) -> [SandboxReplyAction] {
        guard let number = number(words), let message = maildrop.message(number) else { return missing() }
        if bodyLines == nil { maildrop.noteRetrieved(message) }
        var bytes = message.bytes
        if tricks.remove(.otherMessage) != nil {
            bytes = maildrop.numbers.first { $0 != number }.flatMap(maildrop.message)?.bytes ?? bytes
        }
        if tricks.remove(.shortMessage) != nil {
            bytes = bytes.getSlice(at: bytes.readerIndex, length: bytes.readableBytes / 2) ?? bytes
        }
        return ok("\(message.size) octets") + [.send(bytes.dotStuffed(bodyLines: bodyLines))]
    }

    private mutating func quit(_ maildrop: POP3Maildrop) -> [SandboxReplyAction] {
        server.close(maildrop)
        state = .over
        do {
            try maildrop.removeMarked()
            return ok("Bye.") + [.close]
        } catch {
            return self.error("[SYS/TEMP] The inbox is gone.") + [.close]
        }
    }
}
