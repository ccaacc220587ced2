/// Tells whether identifiers from an earlier session still mean the same messages (RFC 9051 §2.3.1.1).
package struct UIDValidity: Hashable, Sendable, CustomStringConvertible {
    package let rawValue: UInt32

    package init(_ rawValue: UInt32) { self.rawValue = rawValue }

    package var description: String { String(rawValue) }
}
