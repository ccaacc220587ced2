import Glibc
import IMAPCodec
import Testing

@testable import MailboxMigration

/// Crashes, and files that something else has written over. The process must live, whatever is in the file.
@Suite struct JournalDamageTests {
    let fixture: JournalFixture

    init() throws { fixture = try JournalFixture() }

    private func fill() async throws -> [UInt8] {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...200)
        try await journal.copy(mailbox, 1...100)
        return try fixture.bytes()
    }

    /// Opens the journal and reads all there is.
    private func readAll() async throws(JournalError) {
        let journal = try MigrationJournal(path: fixture.path, source: "alice@old", target: "alice@new")
        for totals in try await journal.totals() {
            _ = try await journal.nextPlanned(totals.mailbox.id, after: nil, limit: 1_000)
            _ = try await journal.undecided(totals.mailbox.id, after: nil, limit: 1_000)
            _ = try await journal.unproven(totals.mailbox.id, for: .envelope, after: nil, limit: 1_000)
        }
        _ = try await journal.failures(limit: 1_000)
        _ = try await journal.mismatches(limit: 1_000)
    }

    @Test func aFileCutAnywhereIsRefused() async throws {
        let whole = try await fill()
        for length in stride(from: 512, to: whole.count, by: 512) {
            try fixture.write(Array(whole[..<length]))
            let error = await #expect(throws: JournalError.self, "cut to \(length) bytes") { try await readAll() }
            #expect(error.map(isUnusable) == true, "cut to \(length) bytes")
        }
    }

    @Test func aFileOfOtherBytesIsRefused() async throws {
        _ = try await fill()
        try fixture.write(Array("not a database, but long enough to be taken for one".utf8))
        #expect(isUnusable(try #require(throws: JournalError.self) { try fixture.open() }))
    }

    /// The file's pages are written over piece by piece; an error is fine, and so is a value nobody notices.
    @Test func aFileWrittenOverNeverCrashesTheRun() async throws {
        let whole = try await fill()
        for offset in stride(from: 100, to: whole.count, by: 509) {
            var damaged = whole
            for index in offset..<min(offset + 16, whole.count) { damaged[index] = damaged[index] &* 167 &+ 13 }
            try fixture.write(damaged)
            do {
                try await readAll()
            } catch {
                #expect(isUnusable(error) || isOtherAccounts(error), "written over at \(offset): \(error)")
            }
        }
    }

    /// The values themselves, in a file that is sound by its form: -1 where an identifier should be.
    @Test func anImpossibleValueIsAnError() async throws {
        do {
            let journal = try fixture.open()
            let mailbox = try await journal.fill(1...1)
            try await journal.plan(mailbox.id, [try planned(0x7FFF_FFFE)], through: try uid(1))
        }
        let sound = try fixture.bytes()
        let damaged = sound.replacing([0x7F, 0xFF, 0xFF, 0xFE], with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(damaged != sound)
        try fixture.write(damaged)
        let journal = try fixture.open()
        let error = await #expect(throws: JournalError.self) {
            try await journal.read { database in try database.rows("SELECT uid FROM message").map { try $0.uid("uid") }
            }
        }
        #expect(error.map(isUnusable) == true)
    }

    @Test func anIntentIsInTheFileWhenItReturns() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...3)
        try await journal.intend(mailbox.id, [try uid(1)])
        // What a killed process leaves: the file as it is now, and no lock.
        let crashed = try JournalFixture()
        _ = try crashed.open()
        try crashed.write(try fixture.bytes())
        let reopened = try crashed.open()
        #expect(try await reopened.undecided(mailbox.id, after: nil, limit: 9).map(\.uid.rawValue) == [1])
        #expect(try await reopened.plannedUIDs(mailbox) == [2, 3])
    }

    /// A crash in the middle of a transaction leaves a hot journal beside the file. Whoever opens it first, a run or
    /// somebody who only wants to look, must see the state before that transaction.
    @Test(arguments: [true, false])
    func aCutTransactionIsRolledBack(byReader isReader: Bool) async throws {
        let before: [UInt8]
        let after: [UInt8]
        do {
            let journal = try fixture.open()
            let mailbox = try await journal.fill(1...100)
            before = try fixture.bytes()
            try await journal.copy(mailbox, 1...100)
            after = try fixture.bytes()
        }
        try fixture.write(after)
        try fixture.write(RollbackJournal.bytes(restoring: before), suffix: "-journal")
        let opened = isReader ? try MigrationJournal(readingFrom: fixture.path) : try fixture.open()
        let totals = try await opened.onlyTotals()
        #expect(totals.copied == 0 && totals.total == 100)
    }

    private func isOtherAccounts(_ error: JournalError) -> Bool {
        if case .otherAccounts = error { true } else { false }
    }
}

/// SQLite's rollback journal (file format §3), as it is on disk when a process is killed while it writes its pages.
private enum RollbackJournal {
    private static let pageSize = 4_096
    private static let sectorSize = 512
    private static let nonce: UInt32 = 0x1234_5678

    static func bytes(restoring database: [UInt8]) -> [UInt8] {
        let pages = stride(from: 0, to: database.count, by: pageSize).map { Array(database[$0..<$0 + pageSize]) }
        let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
        let fields = [UInt32(pages.count), nonce, UInt32(pages.count), UInt32(sectorSize), UInt32(pageSize)]
        var result = magic + fields.flatMap(bigEndian)
        result += [UInt8](repeating: 0, count: sectorSize - result.count)
        for (index, page) in pages.enumerated() {
            result += bigEndian(UInt32(index + 1)) + page + bigEndian(checksum(of: page))
        }
        return result
    }

    /// Every 200th byte counted from the end, without the first of the page.
    private static func checksum(of page: [UInt8]) -> UInt32 {
        stride(from: pageSize - 200, to: 0, by: -200).reduce(nonce) { $0 &+ UInt32(page[$1]) }
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
