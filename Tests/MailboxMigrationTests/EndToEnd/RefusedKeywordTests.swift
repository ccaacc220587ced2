import FoundationEssentials
import Glibc
import MailCore
import MailTestServers
import Testing

@testable import MailboxMigration

/// Only what the target cannot keep is dropped, and it is said.
@Suite struct RefusedKeywordTests {
    private static let long = (1...3).map { "Long\($0)" + String(repeating: "x", count: 60) }

    /// The old server keeps keywords that are longer than the new one takes, which does not name them.
    private static func allowLong(in configuration: inout DovecotConfiguration) {
        configuration.extraLines = "mail_max_keyword_length = 100"
    }

    private func message(_ number: Int, _ flags: Set<String>) -> TestMessage {
        TestMessage("Subject: \(number)\r\n\r\n\(number)\r\n", flags: flags)
    }

    private func flags(of store: some MailStore, in folder: String = "INBOX") throws -> [String: Set<String>] {
        var flags: [String: Set<String>] = [:]
        try store.forEachMessage(in: folder) { message in
            let subject = String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n").first ?? ""
            flags[String(subject.dropFirst("Subject: ".count))] = message.flags
        }
        return flags
    }

    @Test func `A keyword that the target does not take is dropped alone, and every message arrives`() async throws {
        try await ServerPair.run(adjustOld: Self.allowLong) { pair in
            let messages = (0..<300).map { number in
                message(number, number.isMultiple(of: 3) ? ["\\Seen", "Work", Self.long[0], "Later"] : ["Work"])
            }
            try pair.oldMail.deliver(messages)

            let report = try await pair.migrate()

            #expect(report.outcome == .complete)
            #expect(report.copied == 300 && report.proven == 300 && report.mismatches.isEmpty)
            #expect(report.mailboxes.first?.droppedFlags == [.init(name: Self.long[0], messages: 100)])
            let arrived = try flags(of: pair.newMail)
            #expect(arrived.count == 300)
            for (number, flags) in arrived {
                #expect(flags == ((Int(number) ?? 1).isMultiple(of: 3) ? ["\\Seen", "Work", "Later"] : ["Work"]))
            }
        }
    }

    @Test func `A keyword that is set later and not taken is reported, and what was set with it follows`() async throws
    {
        try await ServerPair.run(adjustOld: Self.allowLong) { pair in
            try pair.oldMail.deliver([message(1, []), message(2, [])])
            _ = try await pair.migrate()
            try pair.atOld("SELECT INBOX", "STORE 1:2 +FLAGS (\\Flagged)", "STORE 1 +FLAGS (\(Self.long[0]) Work)")
            let report = try await pair.migrate()
            #expect(report.flagsUpdated == 2)
            #expect(try flags(of: pair.newMail) == ["1": ["\\Flagged", "Work"], "2": ["\\Flagged"]])
            #expect(report.mailboxes.first?.droppedFlags == [.init(name: Self.long[0], messages: 1)])
        }
    }

    @Test func `Several bad keywords on one message are told from its good ones`() async throws {
        try await ServerPair.run(adjustOld: Self.allowLong) { pair in
            let good: Set<String> = ["A", "B", "C", "D", "E"]
            try pair.oldMail.deliver([
                message(1, good.union(Self.long)), message(2, [Self.long[1], "F"]), message(3, ["F"]),
            ])
            let report = try await pair.migrate()
            #expect(report.outcome == .complete)
            #expect(report.proven == 3)
            #expect(try flags(of: pair.newMail) == ["1": good, "2": ["F"], "3": ["F"]])
            let dropped = report.mailboxes.first?.droppedFlags ?? []
            #expect(dropped.map(\.name) == Self.long.sorted())
            #expect(dropped.map(\.messages) == [1, 2, 1])
            // What was dropped stays known, and nothing is copied again for it.
            let tally = EventTally()
            #expect(try await pair.migrate(observer: tally.note).mailboxes.first?.droppedFlags == dropped)
            #expect(tally.copied == 0)
        }
    }

    /// Flags that PERMANENTFLAGS leaves out are not even tried.
    @Test func `Flags that the target says it does not keep are counted`() async throws {
        let folder = try TemporaryFolder()
        let rules = folder.path + "/rules"
        // Lookup, read, seen, deleted, insert, post: neither other flags nor keywords.
        try "INBOX owner lrstip\n".write(toFile: rules, atomically: false, encoding: .utf8)
        #expect(chmod(folder.path, 0o755) == 0)
        let access = "mail_plugins = acl\nplugin {\n  acl = vfile:\(rules)\n}"
        try await ServerPair.run(adjustNew: { $0.extraLines = access }) { pair in
            try pair.oldMail.deliver([message(1, ["\\Seen", "\\Flagged", "Work"]), message(2, ["\\Flagged"])])
            let report = try await pair.migrate()
            #expect(report.outcome == .complete)
            #expect(report.proven == 2 && report.mismatches.isEmpty)
            #expect(
                report.mailboxes.first?.droppedFlags
                    == [.init(name: "Work", messages: 1), .init(name: "\\Flagged", messages: 2)])
            #expect(try flags(of: pair.newMail) == ["1": ["\\Seen"], "2": []])
        }
    }
}
