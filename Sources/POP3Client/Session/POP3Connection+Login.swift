internal import MailCore
internal import MailTransport
package import SASL

/// Logging in, at most once a secret.
extension POP3Connection {
    /// A way to log in.
    private enum Way {
        case mechanism(MechanismChoice)
        case userCommand
        case apop(timestamp: [UInt8])

        var name: String {
            switch self {
            case .mechanism(let choice): choice.mechanism.rawValue
            case .userCommand: "USER and PASS"
            case .apop: "APOP"
            }
        }
    }

    private enum Outcome {
        case loggedIn
        /// The server has not looked at the credentials.
        case wayRefused(POP3Reply)
    }

    /// Logs in with the best method both sides know, once.
    ///
    /// - Parameter listsNext: whether ``statistics()``, ``sizes()`` and ``uniqueIDs()`` follow, in this order: where the
    ///   server takes several commands at once, they are asked for together with what it can do after the login.
    /// - Throws: `.loginRefused` with the server's words. The secret was spent once on the wire, no more: another method
    ///   follows only where the server refuses the method itself.
    package func login(_ credentials: LoginCredentials, listsNext: Bool = false) async throws(POP3Error) {
        // RFC 6856 §2.1: only before the login. Without it, messages with UTF-8 in their headers may be refused or rewritten.
        if capabilities.hasUTF8 { try await enableUTF8() }
        var refusal: POP3Reply?
        for way in ways(for: credentials.kind) {
            switch try await attempt(way, credentials) {
            case .loggedIn:
                isAuthenticated = true
                loginMechanism = way.name
                return try await askCapabilities(listsNext: listsNext)
            case .wayRefused(let reply): refusal = reply
            }
        }
        throw refusal.map { .loginRefused($0) } ?? .noLoginMethod(offered: capabilities.mechanisms.sorted())
    }

    /// The ways to log in that both sides know, the best first.
    package func loginMethods(for kind: LoginCredentials.Kind) -> [String] { ways(for: kind).map(\.name) }

    /// A refusal changes nothing, so nobody waits for the answer where the login may go with it.
    private func enableUTF8() async throws(POP3Error) {
        let isPipelining = capabilities.hasPipelining
        let id = try send(LineCommand("UTF8", expecting: .status), flush: !isPipelining)
        defer { conversation.forget(id) }
        if !isPipelining { _ = try await status(of: id) }
    }

    /// All ways, the best first. APOP is no stronger than CRAM-MD5, and like it comes before the password itself only
    /// where there is no TLS (``MechanismChoice`` says why).
    private func ways(for kind: LoginCredentials.Kind) -> [Way] {
        let protection = LineProtection(tls, greeting: greeting.text)
        let choices = MechanismChoice.all(offered: capabilities.mechanisms, kind: kind, over: protection)
        guard kind == .password else { return choices.map { .mechanism($0) } }
        let command: [Way] = capabilities.hasUserCommand || !capabilities.areKnown ? [.userCommand] : []
        let apop: [Way] = APOP.timestamp(in: greeting.text).map { [.apop(timestamp: $0)] } ?? []
        let mechanisms = choices.map { Way.mechanism($0) }
        guard tls == nil else { return mechanisms + command + apop }
        let digests = choices.count { !$0.mechanism.isCleartext }
        return mechanisms.prefix(digests) + apop + mechanisms.dropFirst(digests) + command
    }

    private func attempt(_ way: Way, _ credentials: LoginCredentials) async throws(POP3Error) -> Outcome {
        switch way {
        case .mechanism(let choice): try await authenticate(choice, credentials)
        case .userCommand: try await sayUserAndPassword(credentials)
        case .apop(let timestamp): try await sayDigest(of: timestamp, credentials)
        }
    }

    /// USER and PASS (RFC 1939 §7). A name that is refused is no attempt, but nothing else will make it better.
    private func sayUserAndPassword(_ credentials: LoginCredentials) async throws(POP3Error) -> Outcome {
        do throws(POP3Error) {
            try await execute(LineCommand("USER \(credentials.username)", expecting: .status))
        } catch {
            guard case .refused(_, let reply) = error else { throw error }
            return .wayRefused(reply)
        }
        return try await spend(credentials.secret, in: "PASS ")
    }

    private func sayDigest(of timestamp: [UInt8], _ credentials: LoginCredentials) async throws(POP3Error) -> Outcome {
        let digest: Secret
        do throws(SASLError) {
            digest = try APOP.digest(timestamp: timestamp, secret: credentials.secret)
        } catch {
            throw .authentication(error)
        }
        return try await spend(digest, in: "APOP \(credentials.username) ")
    }

    /// Sends the line that the login depends on.
    private func spend(_ secret: Secret, in command: String) async throws(POP3Error) -> Outcome {
        var line = secret.withBytes { LineCommand<POP3Expectation>(command, secret: $0, expecting: .status) }
        defer { line.line.wipe() }
        do throws(POP3Error) {
            try await execute(line)
            return .loggedIn
        } catch {
            guard case .refused(_, let reply) = error else { throw error }
            guard SASLExchange.meansMechanism(reply.text) else { throw .loginRefused(reply) }
            return .wayRefused(reply)
        }
    }

    /// AUTH (RFC 5034), always in two lines: servers of RFC 1734 know no other way, Exchange takes XOAUTH2 in no other,
    /// and a command may be no longer than 255 bytes, which tokens are.
    private func authenticate(
        _ choice: MechanismChoice, _ credentials: LoginCredentials
    ) async throws(POP3Error) -> Outcome {
        var exchange = try POP3Error.translating { () throws(SASLError) in try SASLExchange(choice, credentials) }
        let id = try send(LineCommand("AUTH \(choice.mechanism.rawValue)", expecting: .authentication))
        defer { conversation.forget(id) }
        let failure = try await exchange.converse(
            isFirst: true, endless: POP3Error.protocolViolation(.unexpectedChallenge)
        ) { () async throws(POP3Error) in
            try await challenge(of: id)
        } say: {
            conversation.answer($0)
        }
        let reply = try await status(of: id)
        guard reply.isPositive else { return try refused(with: reply, exchange, failure) }
        do throws(SASLError) {
            if let failure { throw failure }
            try exchange.succeeded()
        } catch {
            await close()
            throw .authentication(error)
        }
        return .loggedIn
    }

    private func challenge(of id: Int) async throws(POP3Error) -> [UInt8]? {
        do throws(ConversationError) {
            return try await conversation.challenge(of: id)
        } catch {
            throw POP3Error(error)
        }
    }

    /// What a server's no means.
    private func refused(
        with reply: POP3Reply, _ exchange: borrowing SASLExchange, _ failure: SASLError?
    ) throws(POP3Error) -> Outcome {
        switch exchange.refusal(reply.text, cancelledFor: failure) {
        case .mechanism: return .wayRefused(reply)
        case .credentials: throw .loginRefused(reply)
        case .token(let failure): throw .tokenRefused(failure, reply)
        case .untrusted(let error): throw POP3Error(error)
        }
    }
}
