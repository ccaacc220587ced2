import MailCore
import MailTestServers
import MailTransport
import MailboxMigration
import Synchronization
import Testing

/// Servers that cannot give or take a message just now.
@Suite struct UnavailableMessageTests {
    /// Yahoo's way with a message that it cannot read: neither the listing nor the batch comes through.
    private static func source(lastTry: String) -> String {
        """
        S: * OK [CAPABILITY IMAP4rev1] ready
        C: TAG1 LOGIN ...
        S: TAG1 OK [CAPABILITY IMAP4rev1] in
        C: TAG2 LIST "" "*"
        C: TAG3 LSUB "" "*"
        S: * LIST () "/" INBOX
        S: TAG2 OK done
        S: TAG3 OK done
        C: TAG4 STATUS INBOX ...
        S: * STATUS INBOX (MESSAGES 3 UIDNEXT 4 UIDVALIDITY 1)
        S: TAG4 OK done
        C: TAG5 EXAMINE INBOX
        C: TAG6 UID FETCH 1:3 (UID FLAGS INTERNALDATE RFC822.SIZE)
        S: * 3 EXISTS
        S: * OK [UIDVALIDITY 1] 1
        S: * OK [UIDNEXT 4] 4
        S: TAG5 OK open
        S: TAG6 NO [UNAVAILABLE] UID FETCH Server error - Please try again later
        C: TAG7 UID FETCH 1:3 (UID FLAGS INTERNALDATE RFC822.SIZE)
        S: TAG7 NO [UNAVAILABLE] UID FETCH Server error - Please try again later
        C: TAG8 UID FETCH 1:3 (UID FLAGS INTERNALDATE)
        S: * 1 FETCH (UID 1 FLAGS (\\Seen) INTERNALDATE "01-Jan-2020 00:00:00 +0000")
        S: * 2 FETCH (UID 2 FLAGS () INTERNALDATE "01-Jan-2020 00:00:00 +0000")
        S: * 3 FETCH (UID 3 FLAGS () INTERNALDATE "01-Jan-2020 00:00:00 +0000")
        S: TAG8 OK done
        C: TAG9 UID FETCH 1:3 (UID BODY.PEEK[])
        raw: * 1 FETCH (UID 1 BODY[] {23}\\r\\nSubject: 1\\r\\n\\r\\nhello 1\\r\\n)\\r\\n
        S: TAG9 NO [UNAVAILABLE] UID FETCH Server error - Please try again later
        C: TAG10 UID FETCH 2 (UID BODY.PEEK[])
        S: TAG10 NO [UNAVAILABLE] UID FETCH Server error - Please try again later
        C: TAG11 UID FETCH 3 (UID BODY.PEEK[])
        raw: * 3 FETCH (UID 3 BODY[] {23}\\r\\nSubject: 3\\r\\n\\r\\nhello 3\\r\\n)\\r\\n
        S: TAG11 OK done
        C: TAG12 UID FETCH 2 (UID BODY.PEEK[])
        \(lastTry)
        logout
        """
    }

    private func account(port: UInt16, _ security: ConnectionSecurity, trusting file: String? = nil) throws
        -> MigrationAccount
    {
        try MigrationAccount(
            settings: ServerSettings(
                protocol: .imap, host: "localhost", port: port, security: security, username: "alice"),
            secret: Secret(DovecotConfiguration.password), extraRootsFile: file, allowsPrivateAddresses: true)
    }

    private func migrate(
        from source: MigrationAccount, to target: MigrationAccount,
        observer: @escaping @Sendable (MigrationEvent) -> Void = { _ in }
    ) async throws -> MigrationReport {
        let folder = try TemporaryFolder()
        var options = MigrationOptions()
        options.connections = 1
        return try await MailboxMigrator(
            from: source, to: target, journalPath: folder.path + "/journal.sqlite", options: options
        ).run(observer: observer)
    }

    private func migrate(fromScript script: String, to server: DovecotServer) async throws -> MigrationReport {
        try await ScriptedServer.withServer(script) { port in
            try await migrate(
                from: account(port: port, .plaintext),
                to: account(port: server.ports.imaps, .tls, trusting: server.certificateAuthorityFile))
        }
    }

    @Test func `A message that the source cannot read costs nothing but itself`() async throws {
        try await DovecotServer.withServer { server in
            let report = try await migrate(
                fromScript: Self.source(
                    lastTry: "S: TAG12 NO [UNAVAILABLE] UID FETCH Server error - Please try again later"), to: server)
            #expect(report.outcome == .incomplete)
            #expect(report.failures.map(\.uid) == [2] && report.failures.first?.code == .messageUnreadable)
            #expect(report.failures.first?.serverText == "UID FETCH Server error - Please try again later")
            #expect(report.copied == 2 && report.proven == 2)
            #expect(try MailboxSnapshot(server.mailbox(of: "alice")).count == 2)
        }
    }

    @Test func `A message that can be read at the end of the folder arrives`() async throws {
        try await DovecotServer.withServer { server in
            let body = #"raw: * 2 FETCH (UID 2 BODY[] {23}\r\nSubject: 2\r\n\r\nhello 2\r\n)\r\n"#
            let report = try await migrate(fromScript: Self.source(lastTry: body + "\nS: TAG12 OK done"), to: server)
            #expect(report.outcome == .complete)
            #expect(report.copied == 3 && report.proven == 3)
            #expect(try MailboxSnapshot(server.mailbox(of: "alice")).count == 3)
        }
    }

    /// - Parameter second: what it says when the message comes again.
    private static func busyTarget(second: String) -> String {
        let append = Array(repeating: "C: ...", count: 4).joined(separator: "\n")
        return """
            S: * OK [CAPABILITY IMAP4rev1] ready
            C: TAG1 LOGIN ...
            S: TAG1 OK [CAPABILITY IMAP4rev1] in
            C: TAG2 LIST "" "*"
            C: TAG3 LSUB "" "*"
            S: * LIST () "/" INBOX
            S: TAG2 OK done
            S: TAG3 OK done
            C: TAG4 STATUS INBOX ...
            S: * STATUS INBOX (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1)
            S: TAG4 OK done
            C: TAG5 SELECT INBOX
            S: * 0 EXISTS
            S: * OK [UIDVALIDITY 1] 1
            S: TAG5 OK open
            C: TAG6 APPEND INBOX ...
            S: + go on
            \(append)
            S: TAG6 NO [INUSE] Somebody else is at it
            C: TAG7 APPEND INBOX ...
            S: + go on
            \(append)
            S: TAG7 \(second)
            logout
            """
    }

    @Test func `A target that cannot take a message just now is asked again a little later`() async throws {
        try await DovecotServer.withServer { server in
            try server.mailbox(of: "alice").deliver([TestMessage("Subject: 1\r\n\r\nhello 1\r\n")])
            let waits = Mutex<[WaitReason]>([])
            let report = try await ScriptedServer.withServer(Self.busyTarget(second: "OK stored")) { port in
                try await migrate(
                    from: account(port: server.ports.imaps, .tls, trusting: server.certificateAuthorityFile),
                    to: account(port: port, .plaintext)
                ) { event in
                    if case .waiting(_, .target, let reason) = event { waits.withLock { $0.append(reason) } }
                }
            }
            #expect(report.copied == 1 && report.failures.isEmpty)
            #expect(report.outcome == .complete)
            #expect(waits.withLock { $0 } == [.unavailable(serverText: "Somebody else is at it")])
        }
    }
}
