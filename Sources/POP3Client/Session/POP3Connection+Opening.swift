internal import MailCore
internal import MailTransport

/// From the greeting to the login, and goodbye.
extension POP3Connection {
    /// Reads the greeting, begins TLS if asked for, and learns what the server can do.
    func prepare() async throws(POP3Error) {
        let id = Conversation<POP3ReplyDecoder>.greeting
        greeting = try await status(of: id)
        conversation.forget(id)
        guard greeting.isPositive else { throw .greetingRefused(greeting) }
        try await askCapabilities()
        if target.security == .starttls { try await startTLS() }
    }

    /// A server that does not know CAPA says -ERR.
    ///
    /// - Parameter listsNext: whether to ask for what is in the mailbox in the same packet, where the server takes that.
    func askCapabilities(listsNext: Bool = false) async throws(POP3Error) {
        let id = try send(LineCommand("CAPA", expecting: .rows(limit: ByteLimits.replyLines)), flush: false)
        if listsNext { try askForListings() }
        conversation.flush()
        capabilities = try await gather(id).map { POP3Capabilities(rows: $0) } ?? .unknown
    }

    /// RFC 2595 §4. Nothing that was said before TLS counts any more.
    private func startTLS() async throws(POP3Error) {
        guard capabilities.hasStartTLS || !capabilities.areKnown else { throw .startTLSNotOffered }
        do throws(POP3Error) {
            try await execute(LineCommand("STLS", expecting: .status, startsTLS: true))
        } catch {
            if case .refused(_, let reply) = error { throw .startTLSRefused(reply) }
            throw error
        }
        tls = conversation.tls
        try await askCapabilities()
    }

    /// The language of what the server says to people (RFC 6856 §3), where it can choose.
    ///
    /// - Parameter tag: of RFC 5646, such as `zh-Hans`.
    package func setLanguage(_ tag: String) async throws(POP3Error) {
        guard capabilities.hasLanguages else { return }
        try await execute(LineCommand("LANG \(tag)", expecting: .status))
    }

    package func noop() async throws(POP3Error) { try await execute(LineCommand("NOOP", expecting: .status)) }

    /// Says goodbye, whereby all messages that were marked are deleted (RFC 1939 §6).
    ///
    /// - Throws: `.refused` when the server could not delete all of them. Any other error means that it is unknown
    ///   whether they are.
    package func quit() async throws(POP3Error) {
        try await execute(LineCommand("QUIT", expecting: .status, timeLimit: isAuthenticated ? .short : .goodbye))
        await close()
    }
}
