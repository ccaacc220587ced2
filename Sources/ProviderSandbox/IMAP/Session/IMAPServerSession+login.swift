internal import NIOCore

/// How a client becomes somebody.
extension IMAPServerSession {
    mutating func startTLS(_ arguments: IMAPArguments, _ tag: String) throws(SandboxRefusal) -> String? {
        try require(.startTLS)
        try arguments.end()
        guard offersTLS, !isSecure, account == nil else { throw SandboxRefusal(.bad, "TLS is not possible now.") }
        finish(tag, .success("Begin TLS negotiation now."))
        if server.faults.meets(.injectionBeforeTLS) {
            line.send([ByteBuffer(string: "* CAPABILITY IMAP4rev1 AUTH=PLAIN X-INJECTED\r\n")])
        }
        line.append(.startTLS)
        return nil
    }

    mutating func logIn(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        try checkLogin(isAllowed: configuration.allowsLoginCommand)
        try arguments.space()
        let user = try arguments.astringText()
        try arguments.space()
        let password = try arguments.astringText()
        try arguments.end()
        return try enter(
            server.authenticator.judge(SandboxLogin(mechanism: "LOGIN", user: user, proof: .password(password)))
        ).get()
    }

    mutating func authenticate(_ arguments: inout IMAPArguments, _ tag: String) throws(SandboxRefusal) -> String? {
        try arguments.space()
        let mechanism = try arguments.keyword()
        try checkLogin(isAllowed: true)
        guard configuration.mechanisms.contains(mechanism), let conversation = SASLConversation(mechanism) else {
            throw SandboxRefusal(.no, "Unsupported authentication mechanism.")
        }
        var response: [UInt8]?
        if arguments.take(" ") {
            guard has(.saslIR) || configuration.otherCapabilitiesBeforeLogin.contains("SASL-IR") else {
                throw SandboxRefusal.syntax("No initial response is taken.")
            }
            let text = try arguments.word(also: "=")
            response = text == "=" ? [] : Array(text.utf8)
        }
        try arguments.end()
        if let response, configuration.readsInitialResponse {
            goOn(conversation, tag: tag, line: response)
        } else {
            challenge(conversation, tag: tag)
        }
        return nil
    }

    /// Takes the client's next answer.
    mutating func goOn(_ conversation: SASLConversation, tag: String, line: [UInt8]) {
        var conversation = conversation
        guard line != Array("*".utf8) else { return finish(tag, .failure(.syntax("Authentication cancelled."))) }
        guard let answer = SandboxBase64.decoded(String(decoding: line, as: UTF8.self)) else {
            return finish(tag, .failure(.syntax("Not base64.")))
        }
        switch conversation.turn(answer, asking: server.authenticator) {
        case .challenge: challenge(conversation, tag: tag)
        case .malformed: finish(tag, .failure(.syntax("Invalid authentication data.")))
        case .refusing(let reason, let outcome):
            expected = .refusedLogin(outcome, tag: tag)
            respond("+ " + SandboxBase64.encoded(reason))
        case .over(let outcome): finish(tag, enter(outcome))
        }
    }

    private mutating func challenge(_ conversation: SASLConversation, tag: String) {
        expected = .login(conversation, tag: tag)
        respond("+ " + SandboxBase64.encoded(conversation.challenge))
    }

    private func checkLogin(isAllowed: Bool) throws(SandboxRefusal) {
        guard account == nil else { throw SandboxRefusal(.bad, "Already logged in.") }
        guard takesPasswords else {
            throw SandboxRefusal(.no, "[PRIVACYREQUIRED] Plaintext authentication disallowed without TLS.")
        }
        guard isAllowed else { throw SandboxRefusal(.no, "[CANNOT] LOGIN is disabled.") }
    }

    /// - Returns: what stands behind OK, or why not.
    mutating func enter(_ outcome: SandboxLoginOutcome) -> Result<String, SandboxRefusal> {
        switch outcome {
        case .refused(let refusal): return .failure(refusal ?? configuration.loginRefusal)
        case .accepted(let name):
            guard let account = server.store.account(name) else { return .failure(configuration.loginRefusal) }
            guard server.traffic.open(account: account.name, most: configuration.connections) else {
                return .failure(configuration.connectionRefusal)
            }
            self.account = account
            isCounted = true
            return .success("[CAPABILITY \(capabilities.joined(separator: " "))] Logged in")
        }
    }

    /// The connection is gone.
    public func ended() { if let account, isCounted { server.traffic.close(account: account.name) } }
}
