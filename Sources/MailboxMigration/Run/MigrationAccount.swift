internal import DNSResolution
internal import IMAPClient
public import MailCore
package import MailTransport

/// One side of a migration: where it is, and how to get in.
public struct MigrationAccount: Sendable {
    /// An IMAP server; on the source's side also one of POP3.
    public let settings: ServerSettings
    package let transport: TransportOptions
    let login: Login

    /// How to log in, for all connections to the account.
    enum Login: Sendable {
        case password(Secret)
        case tokens(SharedTokens)
    }

    package init(settings: ServerSettings, credential: MigrationCredential, transport: TransportOptions) {
        self.settings = settings
        self.transport = transport.inquiring(of: TransportTarget(settings))
        login =
            switch credential {
            case .password(let secret): .password(secret)
            case .accessTokens(let source): .tokens(SharedTokens(source))
            }
    }

    /// An account with a password.
    ///
    /// - Parameters:
    ///   - extraRootsFile: PEM file of certificates to trust beside the system's.
    ///   - allowsPrivateAddresses: whether the server may be in the user's own network. True for hosts the user typed;
    ///     false for those that were discovered.
    /// - Throws: ``MigrationError`` when the PEM file cannot be used.
    public init(
        settings: ServerSettings, secret: Secret, timeouts: Timeouts = Timeouts(), extraRootsFile: String? = nil,
        allowsPrivateAddresses: Bool = false
    ) throws(MigrationError) {
        try self.init(
            settings: settings, credential: .password(secret), timeouts: timeouts, extraRootsFile: extraRootsFile,
            allowsPrivateAddresses: allowsPrivateAddresses)
    }

    /// - Parameters:
    ///   - credential: a password, or where access tokens come from.
    ///   - extraRootsFile: PEM file of certificates to trust beside the system's.
    ///   - allowsPrivateAddresses: whether the server may be in the user's own network. True for hosts the user typed;
    ///     false for those that were discovered.
    /// - Throws: ``MigrationError`` when the PEM file cannot be used.
    public init(
        settings: ServerSettings, credential: MigrationCredential, timeouts: Timeouts = Timeouts(),
        extraRootsFile: String? = nil, allowsPrivateAddresses: Bool = false
    ) throws(MigrationError) {
        do {
            let tls = try TLSContext(TLSConfiguration(extraRootsFile: extraRootsFile))
            self.init(
                settings: settings, credential: credential,
                transport: TransportOptions(
                    tls: tls, timeouts: timeouts, dns: DNSResolver(timeout: timeouts.dns),
                    allowsPrivateAddresses: allowsPrivateAddresses))
        } catch {
            throw .server(.source, ServerFailure(.transport(error)))
        }
    }

    /// Names the account in the journal. No secret; the same whichever of the two usual ports leads to the mailbox.
    static func journalName(of settings: ServerSettings) -> String {
        let usual = [ConnectionSecurity.tls, .starttls].map {
            ServerSettings.defaultPort(for: settings.protocol, security: $0)
        }
        let port = usual.contains(settings.port) ? "" : ":\(settings.port)"
        return "\(settings.protocol.rawValue)://\(settings.username.addingPercentEncoding())@\(settings.host)\(port)"
    }
}
