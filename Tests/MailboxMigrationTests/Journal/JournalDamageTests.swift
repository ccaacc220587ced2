import Glibc
import IMAPCodec
import Testing

@testable import MailboxMigration

/// Crashes, and files that something else has written over. The process must live, whatever is in the file.
@Suite struct JournalDamageTests {
    let fixture: JournalFixture

    init() throws { fixture = try JournalFixture() }

    /// - Returns: the file as an orderly end leaves it.
    private func fill() async throws -> [UInt8] {
        do {
            let journal = try fixture.open()
            let mailbox = try await journal.fill(1...200)
            try await journal.copy(mailbox, 1...100)
        }
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

    @Test func anIntentIsInTheFilesWhenItReturns() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...3)
        try await journal.intend(mailbox.id, [try uid(1)])
        let crashed = try crashedCopy(log: try fixture.bytes(suffix: "-wal"))
        let reopened = try crashed.open()
        #expect(try await reopened.undecided(mailbox.id, after: nil, limit: 9).map(\.uid.rawValue) == [1])
        #expect(try await reopened.plannedUIDs(mailbox) == [2, 3])
    }

    /// A crash in the middle of a transaction leaves the beginning of it at the end of the log. Whoever opens it first, a
    /// run or somebody who only wants to look, must see the state before that transaction.
    @Test(arguments: [true, false])
    func aCutTransactionNeverWas(byReader isReader: Bool) async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...100)
        let before = try fixture.bytes(suffix: "-wal").count
        try await journal.intend(mailbox.id, try (1...100).map { try uid($0) })
        let log = try fixture.bytes(suffix: "-wal")
        let cuts = [before, before + 1, (before + log.count) / 2, log.count - 1, log.count]
        for cut in cuts {
            let crashed = try crashedCopy(log: Array(log[..<cut]))
            if isReader { #expect(try await MigrationJournal(readingFrom: crashed.path).onlyTotals().total == 100) }
            let planned = try await crashed.open().plannedUIDs(mailbox).count
            #expect(planned == (cut == log.count ? 0 : 100), "cut at \(cut) of \(log.count)")
        }
    }

    /// What a killed process leaves: the file as it is now, such a log, and no lock.
    private func crashedCopy(log: [UInt8]) throws -> JournalFixture {
        let crashed = try JournalFixture()
        _ = try crashed.open()
        try crashed.write(try fixture.bytes())
        try crashed.write(log, suffix: "-wal")
        return crashed
    }

    private func isOtherAccounts(_ error: JournalError) -> Bool {
        if case .otherAccounts = error { true } else { false }
    }
}
