import MailCore
import MailTestServers
import MailTransport
import Testing

@testable import MailboxMigration

@Suite struct CompressionTests {
    @Test(arguments: [nil, 1]) func `A compressed migration brings the same mail`(connections: Int?) async throws {
        try await ServerPair.run {
            $0.offersCompression = true
        } adjustNew: {
            $0.offersCompression = true
        } _: { pair in
            // Enough for batches of one folder that follow each other.
            try SampleMailbox(count: 600).write(to: pair.oldMail)
            let transcript = Transcript()
            var options = MigrationOptions()
            options.proof = .full
            options.connections = connections
            options.compression = .always
            let report = try await pair.migrator(options, transcript: transcript).run()
            #expect(report.outcome == .complete)
            #expect(report.copied == 600)
            #expect(try pair.difference().description == "nothing differs")
            for side in ["source", "target"] {
                #expect(transcript.lines.contains { $0.contains(" \(side) ") && $0.hasSuffix("COMPRESS DEFLATE") })
            }
        }
    }

    @Test func `Where compression is broken, all goes on without it`() async throws {
        try await ServerPair.run {
            $0.offersCompression = true
        } _: { pair in
            try SampleMailbox(count: 60, largeAttachment: 0).write(to: pair.oldMail)
            let transcript = Transcript()
            var options = MigrationOptions()
            options.connections = 1
            options.compression = .always
            let report = try await BrokenCompression.run(before: pair.old.ports.imap) { port in
                let source = try MigrationAccount(
                    settings: ServerSettings(
                        protocol: .imap, host: "localhost", port: port, security: .plaintext,
                        username: ServerPair.oldUser),
                    secret: Secret(DovecotConfiguration.password), allowsPrivateAddresses: true)
                return try await MailboxMigrator(
                    from: source, to: pair.migrator(options).target,
                    journalPath: pair.folder.path + "/journal.sqlite", options: options, transcript: transcript
                ).run()
            }
            #expect(transcript.lines.count { $0.contains("COMPRESS DEFLATE") } == 1)
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `On this machine nothing is compressed`() async throws {
        try await ServerPair.run {
            $0.offersCompression = true
        } adjustNew: {
            $0.offersCompression = true
        } _: { pair in
            try SampleMailbox(count: 60, largeAttachment: 0).write(to: pair.oldMail)
            let transcript = Transcript()
            _ = try await pair.migrator(MigrationOptions(), transcript: transcript).run()
            #expect(transcript.lines.contains { $0.contains("UID FETCH") })
            #expect(!transcript.lines.contains { $0.contains("COMPRESS DEFLATE") })
        }
    }

    private static let far = CompressionChoice.whereItPays.leastRoundTrip
    private static let slow = CompressionChoice.whereItPays.slowPace - 1
    private static let long = CompressionChoice.whereItPays.trial

    @Test(
        arguments: [
            (CompressionChoice.whereItPays, far, slow, long, true),
            (.whereItPays, far - .nanoseconds(1), slow, long, false),
            (.whereItPays, far, slow + 1, long, false),
            (.whereItPays, far, slow, long - .nanoseconds(1), false),
            (.whereItPays, nil, slow, long, false),
            (.always, .zero, 1 << 40, .seconds(2), true),
            (.always, .zero, 1, .nanoseconds(1), true),
            (.always, .zero, slow, .zero, false),
            (.never, far, slow, long, false),
        ] as [(CompressionChoice, Duration?, UInt64, Duration, Bool)])
    func `It pays when the server is far and the line is slow`(
        choice: CompressionChoice, roundTrip: Duration?, rate: UInt64, watched: Duration, pays: Bool
    ) {
        var pace = LinePace()
        pace.passed(messages: 0, bytes: rate * 2)
        pace.spent(watched)
        #expect(choice.pays(roundTrip: roundTrip, pace: pace) == pays)
    }

    @Test func `Many small messages are not taken for a slow line`() {
        var pace = LinePace()
        pace.passed(messages: 1_000, bytes: 1_000)
        pace.spent(.seconds(2))
        #expect(pace.rate(after: .seconds(2)) == Double(1_000 + 1_000 * CopyLimits.messageCost) / 2)
    }
}
