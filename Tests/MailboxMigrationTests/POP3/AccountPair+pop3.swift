import MailCore
import MailTestServers
import MailTransport

@testable import MailboxMigration

extension AccountPair {
    /// From the old server's POP3 to the new server's IMAP, both over TLS.
    func pop3Migrator(
        _ options: MigrationOptions = fullProof, journal: String = "journal.sqlite", transcript: Transcript? = nil,
        oldPort: UInt16? = nil
    ) throws -> MailboxMigrator {
        MailboxMigrator(
            from: try pop3Account(port: oldPort), to: try newAccount(), journalPath: folder.path + "/" + journal,
            options: options, transcript: transcript, pauses: .short)
    }

    /// - Parameter port: of plaintext, where it is not the old server itself.
    func pop3Account(port: UInt16? = nil) throws -> MigrationAccount {
        try MigrationAccount(
            settings: ServerSettings(
                protocol: .pop3, host: "localhost", port: port ?? old.ports.pop3s,
                security: port == nil ? .tls : .plaintext, username: old.configuration.loginName(of: Self.oldUser)),
            secret: Secret(Old.password), extraRootsFile: old.certificateAuthorityFile, allowsPrivateAddresses: true)
    }

    func newAccount() throws -> MigrationAccount { try MigrationAccount(at: new, user: Self.newUser) }

    static var fullProof: MigrationOptions {
        var options = MigrationOptions()
        options.proof = .full
        return options
    }
}

extension MigrationAccount {
    /// Over IMAP and TLS.
    init(at server: MailServer<some ServerConfiguration>, user: String) throws {
        try self.init(
            settings: ServerSettings(
                protocol: .imap, host: "localhost", port: server.ports.imaps, security: .tls, username: user),
            secret: Secret(DovecotConfiguration.password), extraRootsFile: server.certificateAuthorityFile,
            allowsPrivateAddresses: true)
    }
}

extension Pauses {
    /// For servers on this machine.
    static var short: Pauses {
        var pauses = Pauses()
        pauses.reconnect = .milliseconds(5)
        pauses.throttled = .milliseconds(5)
        pauses.look = .seconds(1)
        pauses.quiet.calm = .milliseconds(200)
        pauses.quiet.interval = .milliseconds(25)
        return pauses
    }
}
