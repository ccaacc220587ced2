import Glibc
import IMAPCodec
import MailTestServers
import Testing

@testable import MailboxMigration

/// A journal in a folder of its own, and short words to fill it.
struct JournalFixture {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/state/journal.sqlite"
    }

    func open(source: String = "alice@old", target: String = "alice@new", pageLimit: Int? = nil) throws
        -> MigrationJournal
    {
        try MigrationJournal(path: path, source: source, target: target, pageLimit: pageLimit)
    }

    func bytes(suffix: String = "") throws -> [UInt8] {
        let file = try #require(fopen(path + suffix, "r"))
        defer { fclose(file) }
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { result += buffer[..<count] }
        return result
    }

    func write(_ bytes: [UInt8], suffix: String = "") throws {
        let file = try #require(fopen(path + suffix, "w"))
        defer { fclose(file) }
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }
}

extension MigrationJournal {
    /// The folder `name`, the same in both accounts and empty at the target, with messages planned.
    func fill(_ uids: ClosedRange<UInt32>, of name: String = "INBOX", size: UInt64 = 10) throws -> JournaledMailbox {
        let name = MailboxName(decoded: name)
        let mailbox = try mailbox(source: name, target: name)
        _ = try beginSourceEpoch(mailbox.id, UIDValidity(1))
        _ = try beginTarget(mailbox.id, UIDValidity(7), isEmpty: true)
        try setTargetFloor(mailbox.id, .first)
        try plan(mailbox.id, try uids.map { try planned($0, size: size) }, through: try uid(uids.upperBound))
        return mailbox
    }

    /// Brings messages to `copied`; message n gets the target's identifier n + 100, if any.
    func copy(_ mailbox: JournaledMailbox, _ uids: ClosedRange<UInt32>, isNamed: Bool = true, size: UInt64 = 10) throws
    {
        try intend(mailbox.id, try uids.map { try uid($0) })
        let copied = try uids.map {
            CopiedMessage(
                uid: try uid($0), targetUID: isNamed ? try uid($0 + 100) : nil, size: size, digest: [1, 2, 3])
        }
        try recordCopied(mailbox.id, copied)
    }

    /// The identifiers still to be copied.
    func plannedUIDs(_ mailbox: JournaledMailbox) throws -> [UInt32] {
        try nextPlanned(mailbox.id, after: nil, limit: 1_000).map(\.uid.rawValue)
    }

    /// The totals of the only folder.
    func onlyTotals() throws -> MailboxTotals { try #require(try totals().first) }
}

func uid(_ value: UInt32) throws -> UID { try #require(UID(value)) }

func planned(_ value: UInt32, size: UInt64 = 10) throws -> PlannedMessage {
    PlannedMessage(uid: try uid(value), size: size, flags: [.seen], internalDate: nil)
}
