internal import MailCore
internal import MailTransport

/// From the greeting to the login, and goodbye.
extension SMTPConnection {
    /// Reads the greeting, learns what the server can do, and begins TLS if asked for.
    func prepare() async throws(SMTPError) {
        let id = Conversation<SMTPReplyDecoder>.greeting
        do throws(SMTPError) {
            greeting = try await reply(to: id)
        } catch {
            if case .bye(let reply) = error { throw .greetingRefused(reply) }
            throw error
        }
        conversation.forget(id)
        // RFC 5321 §3.1: 554 in place of 220.
        guard greeting.isPositive else { throw .greetingRefused(greeting) }
        try await sayHello()
        if target.security == .starttls { try await startTLS() }
    }

    /// Says nothing of the user's computer or network (RFC 5321 §4.1.4 wants a name or an address, and most have no name).
    private static let name = "[127.0.0.1]"

    /// EHLO, or HELO with servers that know nothing else (RFC 5321 §3.2).
    private func sayHello() async throws(SMTPError) {
        do throws(SMTPError) {
            capabilities = SMTPCapabilities(try await execute(LineCommand("EHLO \(Self.name)", expecting: .reply)))
        } catch {
            guard case .refused(_, let reply) = error, !reply.isTemporary else { throw error }
            try await execute(LineCommand("HELO \(Self.name)", expecting: .reply))
            capabilities = .none
        }
    }

    private func startTLS() async throws(SMTPError) {
        guard capabilities.hasStartTLS else { throw .startTLSNotOffered }
        do throws(SMTPError) {
            try await execute(LineCommand("STARTTLS", expecting: .reply, startsTLS: true))
        } catch {
            if case .refused(_, let reply) = error { throw .startTLSRefused(reply) }
            throw error
        }
        tls = conversation.tls
        try await sayHello()
    }

    /// Says goodbye, as far as the server listens. Never fails: the session is over either way.
    package func quit() async {
        _ = try? await execute(LineCommand("QUIT", expecting: .reply, timeLimit: .goodbye))
        await close()
    }
}
