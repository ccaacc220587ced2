internal import Glibc
public import NIOCore

/// An IMAP server: what its connections have in common. It opens no port itself.
///
///     let server = IMAPServer(configuration, store: store, authenticator: passwords)
///     // for each accepted connection, behind TLS where it begins with TLS:
///     try channel.pipeline.syncOperations.addHandler(server.makeHandler(isSecure: true))
public final class IMAPServer: Sendable {
    /// How it behaves.
    public let configuration: IMAPServerConfiguration
    /// The mail.
    public let store: SandboxStore
    /// Who decides about logins.
    public let authenticator: any SandboxAuthenticator
    /// What goes wrong.
    public let faults: SandboxFaultPlan
    let traffic = IMAPTraffic()

    /// - Parameters:
    ///   - store: shared with the provider's other servers.
    ///   - faults: what goes wrong.
    public init(
        _ configuration: IMAPServerConfiguration = IMAPServerConfiguration(), store: SandboxStore,
        authenticator: any SandboxAuthenticator, faults: SandboxFaultPlan = SandboxFaultPlan()
    ) {
        self.configuration = configuration
        self.store = store
        self.authenticator = authenticator
        self.faults = faults
    }

    /// In seconds since 1970.
    func now() -> Int { time(nil) }

    /// The handler of one connection, which comes last in its pipeline.
    ///
    /// - Parameters:
    ///   - isSecure: whether TLS is in place already.
    ///   - startTLS: makes the handler that is put before this one when the client asks for STARTTLS; without it, STARTTLS
    ///     is not offered. It is added to an active channel, behind the server's OK.
    public func makeHandler(
        isSecure: Bool, startTLS: (@Sendable () throws -> any ChannelHandler)? = nil
    ) -> some ChannelHandler {
        SandboxHandler(
            IMAPServerSession(self, isSecure: isSecure, offersTLS: startTLS != nil), startTLS: startTLS)
    }
}
