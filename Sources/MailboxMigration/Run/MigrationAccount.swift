internal import IMAPClient
public import MailCore
package import MailTransport

/// One side of a migration: where it is, and how to get in.
public struct MigrationAccount: Sendable {
    /// An IMAP server; on the source's side also one of POP3.
    public let settings: ServerSettings
    /// The password or token.
    public let secret: Secret
    package let transport: TransportOptions

    package init(settings: ServerSettings, secret: Secret, transport: TransportOptions) {
        self.settings = settings
        self.secret = secret
        self.transport = transport
    }

    /// - Parameters:
    ///   - extraRootsFile: PEM file of certificates to trust beside the system's.
    ///   - allowsPrivateAddresses: whether the server may be in the user's own network. True for hosts the user typed;
    ///     false for those that were discovered.
    /// - Throws: ``MigrationError`` when the PEM file cannot be used.
    public init(
        settings: ServerSettings, secret: Secret, timeouts: Timeouts = Timeouts(), extraRootsFile: String? = nil,
        allowsPrivateAddresses: Bool = false
    ) throws(MigrationError) {
        do {
            let tls = try TLSContext(TLSConfiguration(extraRootsFile: extraRootsFile))
            self.init(
                settings: settings, secret: secret,
                transport: TransportOptions(
                    tls: tls, timeouts: timeouts, allowsPrivateAddresses: allowsPrivateAddresses))
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
