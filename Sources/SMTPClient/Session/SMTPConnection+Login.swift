internal import MailCore
internal import MailTransport
package import SASL

/// Logging in, at most once a secret.
extension SMTPConnection {
    private enum Outcome {
        case loggedIn
        /// The server has not looked at the credentials.
        case mechanismRefused(SMTPReply)
    }

    /// Logs in with the best mechanism both sides know, once (AUTH, RFC 4954).
    ///
    /// - Throws: `.loginRefused` with the server's words. The secret was spent once on the wire, no more: another mechanism
    ///   follows only where the server refuses the mechanism itself.
    package func login(_ credentials: LoginCredentials) async throws(SMTPError) {
        var refusal: SMTPReply?
        for choice in choices(for: credentials.kind) {
            switch try await authenticate(choice, credentials) {
            case .loggedIn:
                isAuthenticated = true
                loginMechanism = choice.mechanism.rawValue
                return
            case .mechanismRefused(let reply): refusal = reply
            }
        }
        throw refusal.map { .loginRefused($0) } ?? .noLoginMethod(offered: capabilities.mechanisms.sorted())
    }

    /// The mechanisms that both sides know, the best first.
    package func loginMethods(for kind: LoginCredentials.Kind) -> [String] {
        choices(for: kind).map(\.mechanism.rawValue)
    }

    private func choices(for kind: LoginCredentials.Kind) -> [MechanismChoice] {
        let protection = LineProtection(tls, greeting: greeting.text)
        return MechanismChoice.all(offered: capabilities.mechanisms, kind: kind, over: protection)
    }

    private func authenticate(
        _ choice: MechanismChoice, _ credentials: LoginCredentials
    ) async throws(SMTPError) -> Outcome {
        var exchange = try SMTPError.translating { () throws(SASLError) in try SASLExchange(choice, credentials) }
        let (id, isFirst) = try begin(&exchange)
        defer { conversation.forget(id) }
        let failure = try await exchange.converse(
            isFirst: isFirst, endless: SMTPError.protocolViolation(.unexpectedChallenge)
        ) { () async throws(SMTPError) in
            try await challenge(of: id)
        } say: {
            conversation.answer($0)
        }
        let reply = try await reply(to: id)
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

    /// Longest command, without its end (RFC 5321 §4.5.3.1.4).
    private static let commandLimit = 510

    /// - Returns: also whether the first challenge only asks for the first response, which was too long to go along
    ///   (RFC 4954 §4).
    private func begin(_ exchange: inout SASLExchange) throws(SMTPError) -> (id: Int, isFirst: Bool) {
        let command = "AUTH \(exchange.mechanism.rawValue)"
        guard exchange.initialLength + command.utf8.count < Self.commandLimit,
            let initial = try SMTPError.translating({ () throws(SASLError) in try exchange.initialResponse() })
        else { return (try send(SMTPCommand(command, expecting: .authentication)), true) }
        var line = initial.withBytes { SMTPCommand(command + " ", secret: $0, expecting: .authentication) }
        defer { line.line.wipe() }
        return (try send(line), false)
    }

    private func challenge(of id: Int) async throws(SMTPError) -> [UInt8]? {
        do throws(ConversationError) {
            return try await conversation.challenge(of: id)
        } catch {
            throw SMTPError(error)
        }
    }

    /// What a server's no means.
    private func refused(
        with reply: SMTPReply, _ exchange: borrowing SASLExchange, _ failure: SASLError?
    ) throws(SMTPError) -> Outcome {
        // RFC 4954 §4: 504 means the mechanism.
        if reply.code == 504 { return .mechanismRefused(reply) }
        switch exchange.refusal(reply.text, cancelledFor: failure) {
        case .mechanism: return .mechanismRefused(reply)
        case .credentials: throw .loginRefused(reply)
        case .token(let failure): throw .tokenRefused(failure, reply)
        case .untrusted(let error): throw SMTPError(error)
        }
    }
}
