/// A domain name as its labels in lower case (RFC 4343: ASCII letters compare without case).
package struct DomainName: Hashable, Sendable, CustomStringConvertible {
    package let labels: [[UInt8]]

    /// RFC 1035 §2.3.4, counted with a length byte for each label and one for the root.
    static let maximumWireLength = 255
    static let maximumLabelLength = 63

    init(labels: [[UInt8]]) {
        self.labels = labels.map { $0.map(Self.lowercased) }
    }

    /// Reads a dotted name. A dot at the end is allowed. Nil when a label is empty or too long, the name is too
    /// long, or a character is not ASCII: internationalised names come here as A-labels.
    package init?(_ text: String) {
        let text = text.hasSuffix(".") ? text.dropLast() : text[...]
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Array.init)
        let isValid = labels.allSatisfy { label in
            (1...Self.maximumLabelLength).contains(label.count) && label.allSatisfy { (0x21...0x7E).contains($0) }
        }
        guard isValid, labels.reduce(1, { $0 + 1 + $1.count }) <= Self.maximumWireLength else { return nil }
        self.init(labels: labels)
    }

    /// Dotted, without the last dot; empty for the root. Bytes that no host name has are written `\DDD`
    /// (RFC 4343 §2.1), so that they can never be taken for a host name.
    package var description: String {
        labels.map { $0.map(Self.presentation).joined() }.joined(separator: ".")
    }

    private static func presentation(of byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            return String(Unicode.Scalar(byte))
        default:
            let digits = String(byte)
            return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 0x20 : byte
    }
}
