/// A message's unique identifier inside one mailbox and UIDVALIDITY (RFC 9051 §2.3.1.1). Never zero.
package struct UID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let rawValue: UInt32

    package init?(_ rawValue: UInt32) {
        guard rawValue > 0 else { return nil }
        self.rawValue = rawValue
    }

    package var description: String { String(rawValue) }

    package static func < (lhs: UID, rhs: UID) -> Bool { lhs.rawValue < rhs.rawValue }

    package static let first = UID(clamping: 1)
    package static let last = UID(clamping: .max)

    /// The next higher identifier; nil after the last one.
    package var next: UID? { self == .last ? nil : UID(rawValue + 1) }

    private init(clamping value: UInt32) { rawValue = value }
}
