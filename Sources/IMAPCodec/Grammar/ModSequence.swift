/// How far the changes of one mailbox, or of one message, have come (RFC 7162 §3.1). Grows with every change; never
/// zero, which servers use to say that they keep none.
package struct ModSequence: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let rawValue: UInt64

    package init?(_ rawValue: UInt64) {
        guard rawValue > 0 else { return nil }
        self.rawValue = rawValue
    }

    package var description: String { String(rawValue) }

    package static func < (lhs: ModSequence, rhs: ModSequence) -> Bool { lhs.rawValue < rhs.rawValue }
}
