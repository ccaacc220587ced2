import IMAPClient
import IMAPCodec
import MailTestServers
import POP3Client
import Testing

@testable import MailboxMigration

/// Which messages of a POP3 session are which of those known.
@Suite struct JournalIdentityTests {
    /// A message of a session: its name for the test is its header.
    private struct Shown {
        var id: String?
        var size: UInt64 = 10
        var header: String
    }

    /// - Returns: our number of each message, and how many headers were asked for.
    private func session(_ journal: MigrationJournal, _ shown: [Shown]) async throws -> (uids: [UInt32], headers: Int) {
        try await journal.beginListing()
        let numbers = shown.indices.map { MessageNumber(rawValue: UInt32($0 + 1)) }
        try await journal.list(zip(numbers, shown).map { MessageSize(number: $0, size: $1.size) })
        try await journal.list(
            zip(numbers, shown).compactMap { number, message in
                message.id.map { MessageUniqueID(number: number, uniqueID: Array($0.utf8)) }
            })
        try await journal.identifyByUniqueID()
        let asked = try await journal.withoutIdentity(after: MessageNumber(rawValue: 0), limit: shown.count)
        try await journal.recordListedHeaders(
            Dictionary(
                uniqueKeysWithValues: asked.map {
                    ($0.number, Array(shown[Int($0.number.rawValue) - 1].header.utf8))
                }))
        let survey = try await journal.identifyByHeader()
        #expect(survey.messages == shown.count)
        guard let highest = survey.highest else { return ([], asked.count) }
        var byNumber: [UInt32: UInt32] = [:]
        let all = try (UInt32(1)...highest.rawValue).map { try uid($0) }
        for (uid, message) in try await journal.wanted(all) { byNumber[message.number.rawValue] = uid.rawValue }
        return (numbers.map { byNumber[$0.rawValue] ?? 0 }, asked.count)
    }

    private func copy(_ journal: MigrationJournal, _ uids: [UInt32], header: (UInt32) -> String) async throws {
        let mailbox = try await journal.mailbox(source: .inbox, target: .inbox)
        let list = try uids.map { try planned($0) }
        try await journal.plan(mailbox.id, list, through: try uid(uids.max() ?? 1))
        try await journal.intend(mailbox.id, list.map(\.uid))
        try await journal.recordCopied(
            mailbox.id,
            list.map {
                CopiedMessage(
                    uid: $0.uid, size: 10,
                    arrival: .init(headerHash: Array(header($0.uid.rawValue).utf8)))
            })
    }

    @Test func `Names lead to the same numbers, whatever the session calls them`() async throws {
        let fixture = try JournalFixture()
        let journal = try fixture.open()
        defer { withExtendedLifetime(fixture) {} }
        let names = ["a", "b", "c", "d"]
        let first = try await session(journal, names.map { Shown(id: "id-\($0)", header: $0) })
        #expect(first.uids == [1, 2, 3, 4] && first.headers == 0)
        try await copy(journal, first.uids) { names[Int($0) - 1] }
        let second = try await session(journal, ["b", "d", "e"].map { Shown(id: "id-\($0)", size: 11, header: $0) })
        #expect(second.uids == [2, 4, 5])
        let third = try await session(journal, [])
        #expect(third.uids == [])
        #expect(try await session(journal, names.map { Shown(id: "id-\($0)", header: $0) }).uids == [1, 2, 3, 4])
        // Nothing is known of what was never copied; its number is not given again.
        #expect(try await session(journal, [Shown(id: "id-e", size: 11, header: "e")]).uids == [6])
    }

    @Test func `Only messages of the size of one that is gone are asked for their header`() async throws {
        let fixture = try JournalFixture()
        let journal = try fixture.open()
        defer { withExtendedLifetime(fixture) {} }
        _ = try await session(journal, [Shown(id: "x", size: 10, header: "a"), Shown(id: "y", size: 20, header: "b")])
        try await copy(journal, [1, 2]) { ["", "a", "b"][Int($0)] }
        let again = try await session(
            journal,
            [
                Shown(id: "x", size: 10, header: "a"), Shown(id: "z", size: 20, header: "b"),
                Shown(id: "w", size: 30, header: "c"),
            ])
        #expect(again.uids == [1, 2, 3] && again.headers == 1)
        #expect(try await journal.pop3Totals().changedIDs == 1)
    }

    /// Nobody can say which of two equal ones is gone: the one that was not copied yet is taken to be left.
    @Test func `Of equal messages none that was not copied is taken for one that was`() async throws {
        let fixture = try JournalFixture()
        let journal = try fixture.open()
        defer { withExtendedLifetime(fixture) {} }
        let twins = [Shown(header: "twin"), Shown(header: "twin"), Shown(header: "twin")]
        #expect(try await session(journal, twins).uids == [1, 2, 3])
        try await copy(journal, [1]) { _ in "twin" }
        #expect(try await session(journal, twins).uids == [1, 2, 3])
        #expect(try await session(journal, Array(twins.prefix(2))).uids == [2, 3])
        #expect(try await session(journal, twins + twins).uids == [1, 2, 3, 4, 5, 6])
    }

    @Test func `A message in doubt that may have come under another name begins everything anew`() async throws {
        let fixture = try JournalFixture()
        let journal = try fixture.open()
        defer { withExtendedLifetime(fixture) {} }
        _ = try await session(journal, [Shown(id: "x", header: "a"), Shown(id: "y", header: "b")])
        let mailbox = try await journal.mailbox(source: .inbox, target: .inbox)
        #expect(try await !journal.beginSourceEpoch(mailbox.id, UIDValidity(1)))
        try await journal.plan(mailbox.id, [try planned(1), try planned(2)], through: try uid(2))
        try await journal.intend(mailbox.id, [try uid(1)])
        // Another size cannot be it.
        _ = try await session(journal, [Shown(id: "y", header: "b"), Shown(id: "z", size: 99, header: "c")])
        #expect(try await journal.identifyByHeader().generation == 1)
        _ = try await session(journal, [Shown(id: "y", header: "b"), Shown(id: "w", header: "a")])
        let survey = try await journal.identifyByHeader()
        #expect(survey.generation == 2)
        #expect(try await journal.beginSourceEpoch(mailbox.id, survey.mailbox.uidValidity))
        #expect(try await journal.beginTarget(mailbox.id, UIDValidity(7), isEmpty: false).adopts)
    }

    @Test func `A listing of many messages stays out of memory`() async throws {
        let fixture = try JournalFixture()
        let journal = try fixture.open()
        defer { withExtendedLifetime(fixture) {} }
        let count: UInt32 = 200_000
        let growth = try await PeakMemory.growth {
            for _ in 1...2 {
                try await journal.beginListing()
                for start in stride(from: UInt32(1), through: count, by: 1_000) {
                    let numbers = (start..<start + 1_000).map { MessageNumber(rawValue: $0) }
                    try await journal.list(numbers.map { MessageSize(number: $0, size: UInt64($0.rawValue % 5_000)) })
                    try await journal.list(
                        numbers.map {
                            MessageUniqueID(number: $0, uniqueID: Array("0000000\($0.rawValue)4f2b1c8e99aa7d33".utf8))
                        })
                }
                try await journal.identifyByUniqueID()
                let survey = try await journal.identifyByHeader()
                #expect(survey.messages == Int(count) && survey.highest?.rawValue == count)
            }
        }
        // SQLite's own caches, whatever the number.
        #expect(growth < 24 << 20, "\(growth)")
    }

    /// It would take many minutes if each message were compared with all others.
    @Test(.timeLimit(.minutes(1))) func `Many messages without a name are recognised one by one`() async throws {
        let fixture = try JournalFixture()
        let journal = try fixture.open()
        defer { withExtendedLifetime(fixture) {} }
        let shown = (0..<30_000).map { Shown(size: UInt64($0 % 100), header: "\($0)") }
        let first = try await session(journal, shown)
        try await copy(journal, first.uids) { "\($0 - 1)" }
        #expect(try await session(journal, shown).uids == first.uids)
    }
}
