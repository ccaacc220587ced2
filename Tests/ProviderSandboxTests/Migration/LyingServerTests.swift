import MailCore
import MailTestServers
import MailboxMigration
import ProviderSandbox
import Testing

/// Servers that say OK and do not do it, and servers that speak when nobody has asked.
@Suite struct LyingServerTests {
    private func pair(old: [SandboxFault] = [], new: [SandboxFault] = []) throws -> SandboxPair {
        try filled(SandboxPair(oldFaults: old, newFaults: new))
    }

    private func filled(_ pair: SandboxPair) throws -> SandboxPair {
        try pair.oldMail.deliver((1...12).map { TestMessage("Subject: \($0)\r\n\r\n\($0)\r\n", flags: ["\\Seen"]) })
        return pair
    }

    private static var oneConnection: MigrationOptions {
        var options = MigrationOptions()
        options.connections = 1
        return options
    }

    @Test func `A source that says OK and lists nothing is asked again`() async throws {
        let pair = try pair(old: [SandboxFault(.lie, at: .named("UID FETCH", 0))])
        try await pair.run { ports in
            let report = try await pair.migrator(ports, Self.oneConnection).run()
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
        #expect(pair.old.faults.met.count == 1)
    }

    @Test func `A source that never lists what it has is not called complete`() async throws {
        let lies = (0..<20).map { SandboxFault(.lie, at: .named("UID FETCH", $0)) }
        let pair = try pair(old: lies)
        try await pair.run { ports in
            let report = try await pair.migrator(ports, Self.oneConnection).run()
            #expect(report.outcome == .incomplete)
            #expect(report.mailboxes.first?.refusal?.code == .mailboxIncomplete)
            #expect(report.mailboxes.first?.refusal?.serverText == "SEARCH 12, FETCH 0")
            pair.old.faults.repair()
            #expect(try await pair.migrator(ports, Self.oneConnection).run().outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `What the target acknowledged and did not store is sent again by the next run`() async throws {
        let pair = try pair(new: [SandboxFault(.lie, at: .named("APPEND", 0))])
        try await pair.run { ports in
            let first = try await pair.migrator(ports, Self.oneConnection).run()
            #expect(first.outcome == .incomplete && first.mismatches.count == 12)
            let second = try await pair.migrator(ports, Self.oneConnection).run()
            #expect(second.outcome == .complete && second.mismatches.isEmpty)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    /// The messages are there: they are found again, and not sent twice.
    @Test func `A target that shows nothing of what it has stored gets nothing twice`() async throws {
        let pair = try pair(new: [SandboxFault(.lie, at: .named("UID FETCH", 0))])
        try await pair.run { ports in
            let first = try await pair.migrator(ports, Self.oneConnection).run()
            let second = try await pair.migrator(ports, Self.oneConnection).run()
            #expect(first.outcome == .incomplete && second.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    /// Some providers show the mail of the last days only, until one changes that in the web mail.
    @Test func `What a target stores and hides is not sent again`() async throws {
        var hiding = IMAPServerConfiguration()
        hiding.window = .newest(5)
        let pair = try filled(SandboxPair(new: hiding))
        try await pair.run { ports in
            for _ in 1...3 {
                let report = try await pair.migrator(ports, Self.oneConnection).run()
                #expect(report.outcome == .incomplete)
                #expect(report.mismatches.map(\.what) == Array(repeating: "not shown", count: 7))
            }
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `Flags that are repeated unasked take back neither date nor size`() async throws {
        let quiet = try pair()
        let responses = try await quiet.run { ports in
            _ = try await quiet.migrator(ports, Self.oneConnection).run()
            return quiet.old.faults.count.responses
        }
        for response in 0..<responses {
            let pair = try pair(old: [SandboxFault(.unsolicitedFetch, at: .response(response))])
            try await pair.run { ports in
                let report = try await pair.migrator(ports, Self.oneConnection).run()
                #expect(report.outcome == .complete)
                #expect(try pair.difference().description == "nothing differs", "response \(response)")
            }
        }
    }
}
