internal import IMAPCodec
public import MailCore

/// What a migration did and what of it was proven.
///
/// The report of a run counts as copied what that run copied, and everything before it as already there. A report read
/// from a journal alone covers all runs so far.
public struct MigrationReport: Sendable {
    /// How it ended. Raw values are used in JSON.
    public enum Outcome: String, Sendable {
        /// Every message is at the target.
        case complete
        /// Some messages or folders could not be copied; each is listed.
        case incomplete
        /// Stopped in whatever way, or still running; a re-run goes on.
        case interrupted
    }

    /// One folder. Counts are messages.
    public struct Mailbox: Sendable {
        /// Its readable name at the source.
        public let source: String
        /// Its readable name at the target.
        public let target: String
        /// Messages that are known at the source.
        public let total: Int
        /// Messages that were copied.
        public let copied: Int
        /// At the target before: found there by an identical header and size, or copied by an earlier run.
        public let alreadyThere: Int
        /// Messages that were given up, for now.
        public let failed: Int
        /// Left out by ``MigrationOptions/filter``.
        public let skipped: Int
        /// Copied bytes.
        public let bytes: UInt64
        /// Messages that were read back and found equal.
        public let proven: Int
        /// Read back, and not equal.
        public let mismatched: Int
        /// Flags that messages were copied without, because the target does not keep them; by name.
        public let droppedFlags: [DroppedFlag]
        /// Why the whole folder was refused, if it was.
        public let refusal: (code: DiagnosticCode, serverText: String)?
    }

    /// A flag that could not be kept.
    public struct DroppedFlag: Hashable, Sendable {
        /// As it is at the source, such as `$Forwarded`.
        public let name: String
        /// Messages that were copied without it (count).
        public let messages: Int
    }

    /// One message that could not be copied.
    public struct Failure: Sendable {
        /// The source's readable name.
        public let mailbox: String
        /// Its identifier at the source; for POP3 a number of the journal's own.
        public let uid: UInt32
        /// Its identifier at a POP3 source (UIDL, cleaned), where it has one.
        public let uniqueID: String?
        /// Bytes.
        public let size: UInt64
        /// Why.
        public let code: DiagnosticCode
        /// The server's words, cleaned.
        public let serverText: String
    }

    /// One message that arrived otherwise than it was sent.
    public struct Mismatch: Sendable {
        /// The source's readable name.
        public let mailbox: String
        /// Its identifier at the source; for POP3 a number of the journal's own.
        public let uid: UInt32
        /// Its identifier at a POP3 source (UIDL, cleaned), where it has one.
        public let uniqueID: String?
        /// `size`, `flags`, `date` or `bytes`, separated by blanks; or `missing`, `not stored` or `not shown`.
        public let what: String
    }

    /// Most failures and mismatches listed one by one (count); the sums count all of them.
    public static let listLimit = 1_000

    /// Where mail was taken from.
    public let source: ReportedAccount
    /// Where it was brought to.
    public let target: ReportedAccount
    /// How it ended.
    public let outcome: Outcome
    /// Every folder that was begun, in that order.
    public let mailboxes: [Mailbox]
    /// At most ``listLimit``, in order.
    public let failures: [Failure]
    /// At most ``listLimit``, in order.
    public let mismatches: [Mismatch]
    /// What was compared at least.
    public let proofLevel: MigrationOptions.Proof
    /// How long the run took; zero in a report read from a journal.
    public let elapsed: Duration
    /// Whether an earlier run had begun the work.
    public let resumed: Bool
    /// Messages of earlier runs whose flags followed the source's in this run; zero in a report read from a journal, as
    /// the next three.
    public let flagsUpdated: Int
    /// Messages of earlier runs that were moved to another folder in this run, as at the source.
    public let moved: Int
    /// Messages of earlier runs that were deleted in this run, as at the source.
    public let deleted: Int
    /// Messages that ``MigrationOptions/mirroredDeletions`` was asked to delete, and that were left alone.
    public let deletionsWithheld: Int
    /// Messages in folders that may not have been begun; zero where all were.
    private let announced: Int
    /// Nil when the source is no POP3 server.
    public let pop3: POP3Report?

    /// Messages at the source, in all folders; while a run is not through, as many as the source named in the beginning.
    public var total: Int { max(announced, mailboxes.reduce(0) { $0 + $1.total }) }
    /// Copied messages.
    public var copied: Int { mailboxes.reduce(0) { $0 + $1.copied } }
    /// Messages that were at the target before.
    public var alreadyThere: Int { mailboxes.reduce(0) { $0 + $1.alreadyThere } }
    /// Messages that were given up.
    public var failed: Int { mailboxes.reduce(0) { $0 + $1.failed } }
    /// Messages that were left out by ``MigrationOptions/filter``.
    public var skipped: Int { mailboxes.reduce(0) { $0 + $1.skipped } }
    /// Messages that were read back and found equal.
    public var proven: Int { mailboxes.reduce(0) { $0 + $1.proven } }
    /// Messages that were read back and found different.
    public var mismatched: Int { mailboxes.reduce(0) { $0 + $1.mismatched } }
    /// Copied bytes.
    public var bytes: UInt64 { mailboxes.reduce(0) { $0.addingClamped($1.bytes) } }

    /// What a journal tells of the runs so far; a running migration is not disturbed.
    ///
    /// - Throws: ``JournalError``
    public init(readingJournalAt path: String) async throws(JournalError) {
        let journal = try MigrationJournal(readingFrom: path)
        try await self.init(
            journal: journal, level: try await journal.proofLevel(), isInterrupted: nil, resumed: true, run: nil,
            elapsed: .zero)
    }

    /// - Parameters:
    ///   - isInterrupted: nil when only the journal can tell.
    ///   - run: what one run did; nil for all runs so far.
    init(
        journal: MigrationJournal, level: MigrationOptions.Proof, isInterrupted: Bool?, resumed: Bool, run: RunTally?,
        elapsed: Duration
    ) async throws(JournalError) {
        let accounts = try await journal.accounts()
        source = ReportedAccount(journalName: accounts.source)
        target = ReportedAccount(journalName: accounts.target)
        var totals = try await journal.totals()
        var folders: [Int64]?
        if let run, isInterrupted == false {
            // Folders of earlier runs that were not chosen this time are none of its business.
            let chosen = run.folders
            totals.removeAll { !chosen.contains($0.mailbox.source.decoded) }
            folders = totals.map(\.mailbox.id)
        }
        let copied = run?.copied
        mailboxes = totals.map { Mailbox($0, run: copied) }
        let isPOP3 = accounts.source.hasPrefix("\(MailProtocol.pop3.rawValue)://")
        pop3 = isPOP3 ? POP3Report(try await journal.pop3Totals(), run: run) : nil
        let failed = try await journal.failures(limit: Self.listLimit, in: folders)
        let differing = try await journal.mismatches(limit: Self.listLimit, in: folders)
        let uids = failed.map(\.message.uid) + differing.map(\.uid)
        let uniqueIDs = isPOP3 ? try await journal.uniqueIDs(of: uids) : [:]
        failures = failed.map { mailbox, size, message in
            Failure(
                mailbox: mailbox.decoded, uid: message.uid.rawValue, uniqueID: uniqueIDs[message.uid], size: size,
                code: message.code, serverText: message.serverText)
        }
        mismatches = differing.map { mailbox, uid, what in
            Mismatch(mailbox: mailbox.decoded, uid: uid.rawValue, uniqueID: uniqueIDs[uid], what: what)
        }
        // A folder that was through in an earlier run may have got new mail since.
        let isWhole = totals.allSatisfy {
            $0.isComplete && $0.unfinished == 0 && $0.failed == 0 && $0.failure == nil && $0.mismatched == 0
        }
        let round = try await journal.lastRound()
        let isUnfinished =
            !round.isThrough || totals.contains { $0.failure == nil && (!$0.isComplete || $0.unfinished > 0) }
        outcome = isInterrupted ?? isUnfinished ? .interrupted : isWhole ? .complete : .incomplete
        announced = outcome == .interrupted ? round.announced ?? 0 : 0
        proofLevel = level
        self.elapsed = elapsed
        self.resumed = resumed
        let changes = run?.changes ?? RunTally.Changes()
        flagsUpdated = changes.flagsUpdated
        moved = changes.moved
        deleted = changes.deleted
        deletionsWithheld = changes.deletionsWithheld
    }
}

extension MigrationReport.Mailbox {
    /// - Parameter run: what one run copied; nil for the sum of all runs.
    init(_ totals: MailboxTotals, run: [String: RunTally.Copied]?) {
        source = totals.mailbox.source.decoded
        target = totals.mailbox.target.decoded
        total = totals.total
        let name = source
        let copiedNow = run.map { $0[name] ?? RunTally.Copied() }
        copied = copiedNow?.messages ?? totals.copied
        alreadyThere = max(0, totals.copied + totals.adopted - copied)
        failed = totals.failed
        skipped = totals.skipped
        bytes = copiedNow?.bytes ?? totals.copiedBytes
        proven = totals.proven
        mismatched = totals.mismatched
        droppedFlags = totals.droppedFlags.map { .init(name: $0.key.rawValue, messages: $0.value) }
            .sorted { $0.name < $1.name }
        refusal = totals.failure
    }
}
