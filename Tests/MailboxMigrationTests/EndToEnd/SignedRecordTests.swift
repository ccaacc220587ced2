import DNSResolution
import FoundationEssentials
import IMAPClient
import MailCore
import MailTestServers
import MailTransport
import MailboxMigration
import POP3Client
import Synchronization
import Testing

/// What signed DNS says of the certificates of both servers (DANE, RFC 6698), in a migration.
@Suite struct SignedRecordTests {
    private static let (oldHost, newHost) = ("mail.old.example", "mail.new.example")
    private static let wrong = DNSTestRecord.tlsa(3, 1, 1, Array(repeating: 7, count: 32))

    /// Both servers under names that lead here; lends their accounts.
    ///
    /// - Parameters:
    ///   - old: what is published of the old server's certificate, from its authority's; nothing without it.
    ///   - new: the same of the new server.
    ///   - source: how the old server is used.
    private func withAccounts(
        old: @Sendable ([UInt8]) -> [DNSTestRecord] = { _ in [] },
        new: @Sendable ([UInt8]) -> [DNSTestRecord] = { _ in [] },
        isAuthenticated: Bool = true, source: (MailProtocol, ConnectionSecurity) = (.imap, .tls),
        _ body: (MailboxMigrator, ServerPair, AskedNames) async throws -> Void
    ) async throws {
        try await ServerPair.run {
            $0.certificateNames = [Self.oldHost]
        } adjustNew: {
            $0.certificateNames = [Self.newHost]
        } _: { pair in
            try SampleMailbox(count: 20).write(to: pair.oldMail)
            let settings = [
                ServerSettings(
                    protocol: source.0, host: Self.oldHost, port: pair.old.ports.port(of: source.0, source.1),
                    security: source.1,
                    username: ServerPair.oldUser),
                ServerSettings(
                    protocol: .imap, host: Self.newHost, port: pair.new.ports.imaps, security: .tls,
                    username: ServerPair.newUser),
            ]
            let zone = [
                "\(Self.oldHost) A": [DNSTestRecord.a("127.0.0.1")],
                "\(Self.newHost) A": [DNSTestRecord.a("127.0.0.1")],
                "_\(settings[0].port)._tcp.\(Self.oldHost) TLSA": old(
                    try certificate(in: pair.old.certificateAuthorityFile)),
                "_\(settings[1].port)._tcp.\(Self.newHost) TLSA": new(
                    try certificate(in: pair.new.certificateAuthorityFile)),
            ].filter { !$0.value.isEmpty }
            let asked = AskedNames()
            try await DNSTestServer.run { name, type in
                asked.note(name, type)
                return DNSTestAnswer(from: zone, name: name, type: type, isAuthenticated: isAuthenticated)
            } body: { nameserver in
                let dns = DNSResolver(nameserver: ("127.0.0.1", nameserver), timeout: .seconds(5))
                let transport = TransportOptions(
                    tls: try TLSContext(TLSConfiguration(extraRootsFile: try pair.trustFile())),
                    resolver: { DNSNameResolver(dns, on: $0) }, dns: dns, allowsPrivateAddresses: true)
                let accounts = settings.map {
                    MigrationAccount(
                        settings: $0, credential: .password(Secret(DovecotConfiguration.password)),
                        transport: transport)
                }
                var options = MigrationOptions()
                options.connections = 3
                let migrator = MailboxMigrator(
                    from: accounts[0], to: accounts[1], journalPath: pair.folder.path + "/journal.sqlite",
                    options: options)
                try await body(migrator, pair, asked)
            }
        }
    }

    @Test func `Certificates that signed DNS names are asked for once a server`() async throws {
        try await withAccounts(old: { [.tlsa(2, 0, 0, $0)] }, new: { [.tlsa(2, 0, 0, $0)] }) { migrator, pair, asked in
            let report = try await migrator.run()
            #expect(report.outcome == .complete)
            #expect(try pair.difference().isEmpty)
            #expect(asked.count(ofRecordsFor: Self.oldHost) == 1)
            #expect(asked.count(ofRecordsFor: Self.newHost) == 1)
        }
    }

    @Test func `With another certificate at the new server no password is sent to it`() async throws {
        try await withAccounts(new: { _ in [Self.wrong] }) { migrator, pair, _ in
            try await expectRefusal(.target, Self.newHost) { _ = try await migrator.run() }
            try await expectRefusal(.target, Self.newHost) { _ = try await migrator.plan() }
            #expect(!pair.new.log.contains("Login:"))
        }
    }

    @Test(arguments: [
        (MailProtocol.imap, ConnectionSecurity.tls), (.imap, .starttls), (.pop3, .tls), (.pop3, .starttls),
    ])
    func `With another certificate at the old server no password is sent to it`(
        _ protocol: MailProtocol, _ security: ConnectionSecurity
    ) async throws {
        try await withAccounts(old: { _ in [Self.wrong] }, source: (`protocol`, security)) { migrator, pair, _ in
            try await expectRefusal(.source, Self.oldHost) { _ = try await migrator.run() }
            #expect(!pair.old.log.contains("Login:"))
        }
    }

    @Test func `What DNS says without a signature does not count`() async throws {
        try await withAccounts(
            old: { _ in [Self.wrong] }, new: { _ in [Self.wrong] }, isAuthenticated: false
        ) { migrator, pair, _ in
            let report = try await migrator.run()
            #expect(report.outcome == .complete)
            #expect(try pair.difference().isEmpty)
        }
    }

    private func expectRefusal(
        _ expected: MigrationSide, _ host: String, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
            Issue.record("not refused")
        } catch MigrationError.server(let side, let failure) {
            #expect(side == expected)
            let reason: TransportError? =
                switch failure.error {
                case IMAPError.transport(let reason): reason
                case POP3Error.transport(let reason): reason
                default: nil
                }
            guard case .tls(.otherCertificate(_, let name))? = reason else { throw failure.error }
            #expect(name.hasSuffix("._tcp." + host))
        }
    }

    /// The bytes of the one certificate in a PEM file.
    private func certificate(in file: String) throws -> [UInt8] {
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        return Array(try #require(Data(base64Encoded: lines.filter { !$0.hasPrefix("-----") }.joined())))
    }
}

extension ServerPorts {
    fileprivate func port(of protocol: MailProtocol, _ security: ConnectionSecurity) -> UInt16 {
        switch (`protocol`, security) {
        case (.pop3, .tls): pop3s
        case (.pop3, _): pop3
        case (_, .tls): imaps
        default: imap
        }
    }
}

/// The questions that a name server got.
private final class AskedNames: Sendable {
    private let questions = Mutex<[String]>([])

    func note(_ name: String, _ type: UInt16) { questions.withLock { $0.append("\(name) \(type)") } }

    /// TLSA is 52 (RFC 6698 §7.1).
    func count(ofRecordsFor host: String) -> Int {
        questions.withLock { $0.count { $0.hasSuffix("_tcp.\(host) 52") } }
    }
}
