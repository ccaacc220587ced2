/// What only a migration from POP3 has to tell. Counts are messages, of all runs so far.
public struct POP3Report: Hashable, Sendable {
    /// Messages to which the server gives no identifier (UIDL) of their own. They were recognised by size and header.
    public let identifiedByHeader: Int
    /// Messages that came under another identifier than before, and were recognised in the same way.
    public let changedIdentifiers: Int
    /// Copied messages that may be at the target twice: one of several equal ones without an identifier was deleted at the
    /// source before all of them were copied, and nobody can say which.
    public let possiblyTwice: Int
    /// Copied messages whose header names no date that can be read: they bear the time of the copy.
    public let undated: Int
    /// Messages that were deleted at the source.
    public let deleted: Int
    /// What the run did to delete at the source; nil when it did not try, and in a report read from a journal.
    public let deletion: SourceDeletion?
}

extension POP3Report {
    init(_ totals: POP3Totals, run: RunTally?) {
        identifiedByHeader = totals.identifiedByHeader
        changedIdentifiers = totals.changedIDs
        possiblyTwice = totals.possiblyTwice
        undated = totals.undated
        deleted = totals.deleted
        deletion = run.flatMap { $0.hasTriedDeletion ? $0.sourceDeletion : nil }
    }
}
