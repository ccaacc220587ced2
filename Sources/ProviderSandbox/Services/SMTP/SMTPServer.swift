public import NIOCore

/// A server for outgoing mail (RFC 6409): what its connections have in common. It opens no port itself. What is sent to an
/// account of the store arrives in its inbox; nothing goes anywhere else.
public final class SMTPServer: Sendable {
    /// How it behaves.
    public let configuration: SMTPServerConfiguration
    /// Where mail is delivered.
    public let store: SandboxStore
    /// Who decides about logins.
    public let authenticator: any SandboxAuthenticator
    /// What goes wrong.
    public let faults: SandboxFaultPlan

    /// - Parameters:
    ///   - store: shared with the provider's other servers.
    ///   - faults: what goes wrong.
    public init(
        _ configuration: SMTPServerConfiguration = SMTPServerConfiguration(), store: SandboxStore,
        authenticator: any SandboxAuthenticator, faults: SandboxFaultPlan = SandboxFaultPlan()
    ) {
        self.configuration = configuration
        self.store = store
        self.authenticator = authenticator
        self.faults = faults
    }

    /// Adds the last handler of one connection.
    ///
    /// - Parameters:
    ///   - isSecure: whether TLS is in place already.
    ///   - startTLS: makes the handler that is put before it when the client asks for STARTTLS; without it, STARTTLS is
    ///     not offered.
    public func addHandler(
        to channel: any Channel, isSecure: Bool, startTLS: (@Sendable () throws -> any ChannelHandler)? = nil
    ) throws {
        let session = SMTPSession(self, isSecure: isSecure, canSecure: startTLS != nil)
        try channel.pipeline.syncOperations.addHandler(
            SandboxHandler(SandboxLineConversation(session, faults: faults), startTLS: startTLS))
    }
}
