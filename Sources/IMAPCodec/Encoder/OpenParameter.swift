/// What SELECT and EXAMINE are asked beside opening (RFC 4466 §2.1).
package enum OpenParameter: Hashable, Sendable {
    /// Turns mod-sequences on for the session (RFC 7162 §3.1.8).
    case condStore
    /// What has changed since (RFC 7162 §3.2.5). Only after ENABLE QRESYNC.
    case quickResync(ResyncPoint)

    package var wire: String {
        switch self {
        case .condStore: "(CONDSTORE)"
        case .quickResync(let point):
            "(QRESYNC (\(point.uidValidity) \(point.modSeq)\(point.knownUIDs.map { " \($0)" } ?? "")))"
        }
    }
}

/// Up to where the changes of a mailbox are known.
package struct ResyncPoint: Hashable, Sendable {
    package var uidValidity: UIDValidity
    package var modSeq: ModSequence
    /// The identifiers to be told about when they are gone; nil for all. Kept short by the caller: it is part of a
    /// command, and servers refuse over-long ones.
    package var knownUIDs: UIDSet?

    package init(uidValidity: UIDValidity, modSeq: ModSequence, knownUIDs: UIDSet? = nil) {
        self.uidValidity = uidValidity
        self.modSeq = modSeq
        self.knownUIDs = knownUIDs.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// Restricts a FETCH to what has changed (RFC 7162 §3.1.4.1).
package struct ChangedSince: Hashable, Sendable {
    package var modSeq: ModSequence
    /// Also which identifiers are gone (RFC 7162 §3.2.6). Only after ENABLE QRESYNC.
    package var tellsVanished: Bool

    package init(_ modSeq: ModSequence, tellsVanished: Bool = false) {
        self.modSeq = modSeq
        self.tellsVanished = tellsVanished
    }

    package var wire: String { "(CHANGEDSINCE \(modSeq)\(tellsVanished ? " VANISHED" : ""))" }
}
