import MailCore
import MailTestServers
import MailTransport
import MailboxMigration
import ProviderSandbox
import Testing

/// Our own engine against the sandbox, and the sandbox against real servers.
@Suite struct SandboxMigrationTests {
    private func options(_ proof: MigrationOptions.Proof) -> MigrationOptions {
        var options = MigrationOptions()
        options.proof = proof
        return options
    }

    @Test func `A mailbox moves from one sandbox to another, and the second run has nothing to do`() async throws {
        let pair = try SandboxPair()
        try SampleMailbox(count: 200, largeAttachment: 1_000_000).write(to: pair.oldMail)
        try await pair.run { ports in
            let first = try await pair.migrator(ports, options(.full)).run()
            #expect(first.outcome == .complete && first.copied == 200 && first.proven == 200)
            #expect(try pair.difference().description == "nothing differs")
            let second = try await pair.migrator(ports).run()
            #expect(second.outcome == .complete && second.alreadyThere == 200)
            // The same, seen through the protocol by a client of the tests' own.
            func snapshot(_ port: UInt16) throws -> MailboxSnapshot {
                try MailboxSnapshot(IMAPStore(port: port, user: SandboxPair.user, password: SandboxPair.password))
            }
            let difference = MailboxDifference(
                source: try snapshot(ports.old), target: try snapshot(ports.new))
            #expect(difference.description == "nothing differs")
        }
    }

    @Test func `What changed is followed by CONDSTORE and QRESYNC`() async throws {
        let pair = try SandboxPair()
        let mail = try pair.oldMail
        try SampleMailbox(count: 60, largeAttachment: 0).write(to: mail)
        try await pair.run { ports in
            _ = try await pair.migrator(ports).run()
            let inbox = try mail.account.read(.inbox) { ($0.identifier, $0.messages.map(\.uid)) }
            try mail.account.store(Array(inbox.1.prefix(3)), in: inbox.0) {
                $0.union(SandboxFlags(["\\Flagged", "new"]))
            }
            try mail.account.copy([inbox.1[4]], from: inbox.0, to: "Archive", removing: true)
            try mail.deliver([TestMessage("Subject: late\r\n\r\nlate\r\n")])
            let report = try await pair.migrator(ports).run()
            #expect(report.outcome == .complete && report.moved == 1 && report.flagsUpdated > 0)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test(arguments: [
        [IMAPExtension](), [.uidplus], [.uidplus, .literalMinus, .condstore], [.compress, .literalPlus, .esearch],
    ])
    func `It moves whatever the servers can do`(extensions: [IMAPExtension]) async throws {
        var configuration = IMAPServerConfiguration()
        configuration.extensions = Set(extensions)
        configuration.bodyFirst = extensions.isEmpty
        let pair = try SandboxPair(old: configuration, new: configuration)
        try SampleMailbox(count: 40, largeAttachment: 0).write(to: pair.oldMail)
        try await pair.run { ports in
            let report = try await pair.migrator(ports).run()
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `It logs in by a mechanism that shows no password`() async throws {
        var configuration = IMAPServerConfiguration()
        configuration.mechanisms = ["SCRAM-SHA-256"]
        configuration.allowsLoginCommand = false
        let pair = try SandboxPair(old: configuration)
        try pair.oldMail.deliver([TestMessage("Subject: one\r\n\r\none\r\n")])
        try await pair.run { ports in
            let report = try await pair.migrator(ports).run()
            #expect(report.outcome == .complete && report.copied == 1)
        }
        #expect(pair.old.faults.count.named["AUTHENTICATE"] ?? 0 > 0 && pair.old.faults.count.named["LOGIN"] == nil)
    }

    @Test func `Names are carried over where other characters divide levels`() async throws {
        var courier = IMAPServerConfiguration()
        courier.delimiter = "."
        courier.prefix = "INBOX."
        let pair = try SandboxPair(old: courier)
        try SampleMailbox(count: 40, largeAttachment: 0).write(to: pair.oldMail)
        try await pair.run { ports in
            let report = try await pair.migrator(ports).run()
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `A mailbox moves from Dovecot to the sandbox, and back to another Dovecot`() async throws {
        let pair = try SandboxPair()
        try await DovecotServer.withServer { dovecot in
            let mail = dovecot.mailbox(of: "alice")
            try SampleMailbox(count: 60, largeAttachment: 500_000).write(to: mail)
            try await pair.run { ports in
                let there = try await migrate(from: dovecot.ports.imap, to: ports.new, pair, "there")
                #expect(there.outcome == .complete && there.proven == 60)
                let arrived = MailboxDifference(
                    source: try MailboxSnapshot(mail), target: try MailboxSnapshot(pair.newMail))
                #expect(arrived.description == "nothing differs")
                try await DovecotServer.withServer { other in
                    let back = try await migrate(from: ports.new, to: other.ports.imap, pair, "back")
                    #expect(back.outcome == .complete && back.proven == 60)
                    let returned = MailboxDifference(
                        source: try MailboxSnapshot(mail), target: try MailboxSnapshot(other.mailbox(of: "alice")))
                    #expect(returned.description == "nothing differs")
                }
            }
        }
    }

    private func migrate(
        from old: UInt16, to new: UInt16, _ pair: SandboxPair, _ journal: String
    ) async throws -> MigrationReport {
        let transport = TransportOptions(tls: try TLSContext(TLSConfiguration()), allowsPrivateAddresses: true)
        return try await MailboxMigrator(
            from: SandboxPair.account(old, transport), to: SandboxPair.account(new, transport),
            journalPath: pair.folder.path + "/" + journal, options: options(.full), transcript: nil,
            pauses: SandboxPair.pauses
        ).run()
    }
}
