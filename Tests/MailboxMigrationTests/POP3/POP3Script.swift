import MailCore
import MailTestServers
import MailTransport

@testable import MailboxMigration

/// Sessions of a POP3 server that takes one command after the other.
enum POP3Script {
    static func opening(_ capabilities: [String] = ["UIDL", "TOP"]) -> String {
        """
        S: +OK ready
        \(abilities(capabilities))
        C: USER alice
        S: +OK
        C: PASS \(DovecotConfiguration.password)
        S: +OK
        \(abilities(capabilities))

        """
    }

    private static func abilities(_ names: [String]) -> String {
        (["C: CAPA", "S: +OK"] + (["USER"] + names).map { "S: \($0)" } + ["S: ."]).joined(separator: "\n")
    }

    /// The login is answered with this.
    static func refusal(_ words: String) -> String {
        """
        S: +OK ready
        \(abilities(["UIDL", "TOP", "LOGIN-DELAY 0"]))
        C: USER alice
        S: +OK
        C: PASS \(DovecotConfiguration.password)
        S: \(words)

        """
    }

    /// - Parameter identifiers: nil for a server without UIDL.
    static func listing(_ sizes: [Int], _ identifiers: [String]?) -> String {
        let statistics = sizes.isEmpty ? "C: STAT\nS: +OK 0 0\n" : ""
        func lines(_ values: [String]) -> [String] {
            ["S: +OK"] + values.enumerated().map { "S: \($0 + 1) \($1)" } + ["S: ."]
        }
        // Where LIST alone says what is there, the server is asked how much that is.
        let count = sizes.isEmpty ? [] : ["C: STAT", "S: +OK \(sizes.count) 0"]
        let ids = identifiers.map(lines) ?? ["S: -ERR what"] + count
        return (["C: LIST"] + lines(sizes.map(String.init))).joined(separator: "\n") + "\n" + statistics
            + (["C: UIDL"] + ids).joined(separator: "\n") + "\n"
    }

    /// - Parameter text: as a dialogue writes it, its dots doubled.
    static func message(_ number: Int, _ text: String) -> String {
        "C: RETR \(number)\nraw: +OK\\r\\n\(text).\\r\\n\n"
    }

    static func header(_ number: Int, _ text: String) -> String {
        "C: TOP \(number) 0\nraw: +OK\\r\\n\(text).\\r\\n\n"
    }

    static let goodbye = "C: QUIT\nS: +OK\n"

    /// A short message, and its size.
    static func text(_ name: String) -> String { header(name) + "this is \(name)\\r\\n" }
    static func header(_ name: String) -> String { "Message-ID: <\(name)@x>\\r\\nSubject: \(name)\\r\\n\\r\\n" }
    static func size(_ name: String) -> Int { 41 + 3 * name.utf8.count }
}

/// A scripted POP3 server as the old home, and Dovecot as the new one.
struct POP3Bench {
    let server: DovecotServer
    let folder: TemporaryFolder
    let port: UInt16

    /// - Parameter dialogues: one for each connection.
    static func run(
        _ dialogues: [String], adjust: (inout DovecotConfiguration) -> Void = { _ in },
        _ body: (POP3Bench) async throws -> Void
    ) async throws {
        var configuration = DovecotConfiguration()
        adjust(&configuration)
        try await DovecotServer.withServer(configuration) { server in
            try await ScriptedServer.withServer(dialogues: dialogues) { port in
                try await body(POP3Bench(server: server, folder: try TemporaryFolder(), port: port))
            }
        }
    }

    var mail: Maildir { server.mailbox(of: "alice") }

    func migrator(_ options: MigrationOptions = MigrationOptions(), transcript: Transcript? = nil) throws
        -> MailboxMigrator
    {
        MailboxMigrator(
            from: try MigrationAccount(
                settings: ServerSettings(
                    protocol: .pop3, host: "localhost", port: port, security: .plaintext, username: "alice"),
                secret: Secret(DovecotConfiguration.password), allowsPrivateAddresses: true),
            to: try MigrationAccount(at: server, user: "alice"), journalPath: folder.path + "/journal.sqlite",
            options: options, transcript: transcript, pauses: .short)
    }

    func migrate(
        _ options: MigrationOptions = MigrationOptions(),
        observer: @escaping @Sendable (MigrationEvent) -> Void = { _ in }
    ) async throws -> MigrationReport {
        try await migrator(options).run(observer: observer)
    }

    /// What arrived, by subject, in order of arrival at the server.
    func arrived(in folder: String = "INBOX") throws -> [TestMessage] {
        var messages: [TestMessage] = []
        try mail.forEachMessage(in: folder) { messages.append($0) }
        return messages
    }

    /// The texts of all messages, sorted.
    func texts() throws -> [String] { try arrived().map { String(decoding: $0.bytes, as: UTF8.self) }.sorted() }
}
