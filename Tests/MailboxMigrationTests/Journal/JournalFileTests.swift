import Glibc
import IMAPCodec
import MailTestServers
import Testing

@testable import MailboxMigration

@Suite struct JournalFileTests {
    let fixture: JournalFixture

    init() throws { fixture = try JournalFixture() }

    @Test func fileAndFolderArePrivate() throws {
        _ = try fixture.open()
        #expect(try mode(of: fixture.path) == 0o600)
        #expect(try mode(of: fixture.path + ".lock") == 0o600)
        #expect(try mode(of: fixture.folder.path + "/state") == 0o700)
    }

    @Test func aSecondRunIsKeptOutUntilTheFirstEnds() throws {
        do {
            let first = try fixture.open()
            #expect(throws: JournalError.locked) { try fixture.open() }
            withExtendedLifetime(first) {}
        }
        _ = try fixture.open()
    }

    /// A child process that is just being started has a copy of every descriptor until it begins its own program.
    @Test func aChildBeingStartedDoesNotKeepTheLock() throws {
        var inherited: Int32 = -1
        do {
            let first = try fixture.open()
            inherited = dup(try #require(descriptor(ofFileAt: fixture.path + ".lock")))
            withExtendedLifetime(first) {}
        }
        defer { close(inherited) }
        #expect(inherited >= 0)
        _ = try fixture.open()
    }

    @Test func aJournalServesOnePairOfAccounts() async throws {
        #expect(try await fixture.open().accounts() == ("alice@old", "alice@new"))
        let refused = JournalError.otherAccounts(source: "alice@old", target: "alice@new")
        #expect(throws: refused) { try fixture.open(target: "bob@new") }
        #expect(throws: refused) { try fixture.open(source: "bob@old") }
    }

    @Test func aReaderSeesWhatARunHasWritten() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...3)
        let reader = try MigrationJournal(readingFrom: fixture.path)
        try await journal.copy(mailbox, 1...2)
        #expect(try await reader.onlyTotals().copied == 2)
        await #expect(throws: JournalError.self) { try await reader.complete(mailbox.id) }
        #expect(try await !journal.onlyTotals().isComplete)
    }

    @Test func readingMakesNoFile() throws {
        #expect(throws: JournalError.missing) { try MigrationJournal(readingFrom: fixture.path) }
        #expect(access(fixture.path, F_OK) != 0)
    }

    @Test func aFolderThatCannotBeMadeIsTold() throws {
        #expect(throws: JournalError.unusable(reason: "Not a directory")) {
            try MigrationJournal(path: "/dev/null/journal", source: "a", target: "b")
        }
    }

    @Test func aDatabaseOfAnotherProgramIsLeftAlone() throws {
        _ = try fixture.open()
        // Other tables, and user_version 0 as most programs leave it (byte 63 of SQLite's header, file format §1.3).
        var foreign = try fixture.bytes().replacing("migration".utf8, with: "melodious".utf8)
        for name in ["mailbox", "message", "candidate"] {
            foreign = foreign.replacing(name.utf8, with: String(name.reversed()).utf8)
        }
        foreign[63] = 0
        try fixture.write(foreign)
        let error = try #require(throws: JournalError.self) { try fixture.open() }
        #expect(isUnusable(error))
        #expect(try fixture.bytes() == foreign)
    }

    /// A run that was killed has written to the log alone.
    @Test func theLogTellsWhenAJournalWasWritten() throws {
        _ = try fixture.open()
        let old = timeval(tv_sec: time(nil) - 3_600, tv_usec: 0)
        #expect(utimes(fixture.path, [old, old]) == 0)
        #expect(MigrationJournal.lastWritten(fixture.path) == old.tv_sec)
        try fixture.write([], suffix: "-wal")
        #expect(try #require(MigrationJournal.lastWritten(fixture.path)) > old.tv_sec)
        #expect(MigrationJournal.lastWritten(fixture.path + "-none") == nil)
    }

    @Test func aJournalOfALaterVersionIsRefused() throws {
        _ = try fixture.open()
        var later = try fixture.bytes()
        later[63] = UInt8(JournalSchema.version + 1)
        try fixture.write(later)
        #expect(isUnusable(try #require(throws: JournalError.self) { try fixture.open() }))
        #expect(
            isUnusable(try #require(throws: JournalError.self) { try MigrationJournal(readingFrom: fixture.path) }))
    }

    @Test func whatWasDurableIsThereAfterAFullDisk() async throws {
        let journal = try fixture.open(pageLimit: 40)
        let mailbox = try await journal.fill(1...1)
        var last: UInt32 = 1
        await #expect(throws: JournalError.diskFull) {
            while last < 100_000 {
                let window = try (last + 1...last + 100).map { try planned($0) }
                try await journal.plan(mailbox.id, window, through: try uid(last + 100))
                last += 100
            }
        }
        #expect(last > 1)
        #expect(try await journal.onlyTotals().total == Int(last))
        #expect(try await journal.mailbox(source: .inbox, target: .inbox).plannedThrough?.rawValue == last)
    }

    /// A server may still be storing what a run that was killed just now had sent.
    @Test(arguments: [(0, true), (3_600, false)])
    func targetsAreInDoubtShortlyAfterARun(ageInSeconds: Int, isInDoubt: Bool) async throws {
        do {
            let journal = try fixture.open()
            _ = try await journal.fill(1...1, of: "b")
            let mailbox = try await journal.fill(1...1, of: "a")
            try await journal.intend(mailbox.id, [try uid(1)])
        }
        let moment = timeval(tv_sec: time(nil) - ageInSeconds, tv_usec: 0)
        #expect(utimes(fixture.path, [moment, moment]) == 0)
        let journal = try fixture.open()
        #expect(try await journal.targetsInDoubt().map(\.decoded) == (isInDoubt ? ["a"] : []))
    }

    @Test(.timeLimit(.minutes(1))) func manyMessagesAreWindowedQuickly() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...100_000)
        try await journal.copy(mailbox, 1...50_000)
        var position: UID?
        var count = 0
        while case let window = try await journal.nextPlanned(mailbox.id, after: position, limit: 500),
            let last = window.last
        {
            count += window.count
            position = last.uid
        }
        #expect(count == 50_000)
    }

    /// One of this process's descriptors of that file.
    private func descriptor(ofFileAt path: String) -> Int32? {
        var wanted = stat()
        guard stat(path, &wanted) == 0 else { return nil }
        return (0..<1_024).first { descriptor in
            var found = stat()
            return fstat(descriptor, &found) == 0 && found.st_ino == wanted.st_ino && found.st_dev == wanted.st_dev
        }
    }

    private func mode(of path: String) throws -> UInt32 {
        var information = stat()
        try #require(stat(path, &information) == 0)
        return information.st_mode & 0o777
    }
}

func isUnusable(_ error: JournalError) -> Bool {
    if case .unusable = error { true } else { false }
}
