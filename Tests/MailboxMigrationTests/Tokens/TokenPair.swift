import MailCore
import MailTestServers
import MailTransport

@testable import MailboxMigration

/// Two servers, of which one or both are opened with access tokens, each behind a line that can be cut.
struct TokenPair: Sendable {
    let pair: ServerPair
    /// Of the accounts that are opened with tokens.
    let tokens: [MigrationSide: TestTokens]
    let lines: [MigrationSide: (line: FaultyLine, port: UInt16)]

    static func run(
        _ sides: [MigrationSide], lifetime: Duration? = nil, _ body: (TokenPair) async throws -> Void
    ) async throws {
        let old = TestTokens(of: ServerPair.oldUser, lifetime: lifetime)
        let new = TestTokens(of: ServerPair.newUser, lifetime: lifetime)
        try await old.withServer { oldPort in
            try await new.withServer { newPort in
                try await ServerPair.run {
                    $0.takeTokens(from: oldPort)
                } adjustNew: {
                    $0.takeTokens(from: newPort)
                } _: { pair in
                    try await FaultyLine.run(to: pair.old.ports.imap) { oldLine, oldPort in
                        try await FaultyLine.run(to: pair.new.ports.imap) { newLine, newPort in
                            let tokens = [MigrationSide.source: old, .target: new].filter { sides.contains($0.key) }
                            try await body(
                                TokenPair(
                                    pair: pair, tokens: tokens,
                                    lines: [.source: (oldLine, oldPort), .target: (newLine, newPort)]))
                        }
                    }
                }
            }
        }
    }

    func migrator(
        connections: Int, follows: Bool = false, transcript: Transcript? = nil
    ) throws -> MailboxMigrator {
        var options = MigrationOptions()
        options.connections = connections
        options.proof = .full
        options.follows = follows
        var pauses = Pauses()
        (pauses.look, pauses.betweenSessions) = (.milliseconds(20), .zero)
        pauses.reconnect = .milliseconds(20)
        pauses.quiet.calm = .milliseconds(200)
        pauses.quiet.interval = .milliseconds(25)
        return MailboxMigrator(
            from: try account(.source, ServerPair.oldUser), to: try account(.target, ServerPair.newUser),
            journalPath: pair.folder.path + "/journal.sqlite", options: options, transcript: transcript,
            pauses: pauses)
    }

    private func account(_ side: MigrationSide, _ user: String) throws -> MigrationAccount {
        let password = MigrationCredential.password(Secret(DovecotConfiguration.password))
        return try MigrationAccount(
            settings: ServerSettings(
                protocol: .imap, host: "localhost", port: lines[side]?.port ?? 0, security: .plaintext,
                username: user),
            credential: tokens[side].map { .accessTokens($0) } ?? password, allowsPrivateAddresses: true)
    }
}

extension DovecotConfiguration {
    /// Beside passwords.
    fileprivate mutating func takeTokens(from port: UInt16) {
        mechanisms = ["plain", "xoauth2", "oauthbearer"]
        tokenServer = port
        // Whoever comes with a token that has ended is not to be taken for somebody who guesses.
        extraLines = """
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            """
    }
}
