/// One line of a listing of messages.
package protocol POP3ListingRow: Hashable, Sendable {
    /// - Returns: nil when the line is none.
    init?(_ line: [UInt8])
}

/// A message of this session, counted from 1. It means nothing in another session.
package struct MessageNumber: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static func < (lhs: MessageNumber, rhs: MessageNumber) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A line of LIST (RFC 1939 §5): what the server believes to be the message's size, in bytes.
package struct MessageSize: POP3ListingRow {
    package let number: MessageNumber
    package let size: UInt64

    package init(number: MessageNumber, size: UInt64) {
        self.number = number
        self.size = size
    }

    package init?(_ line: [UInt8]) {
        var words = ListingWords(line)
        // RFC 1939 §5: more may stand behind the size.
        guard let number = words.number(), let size = words.count() else { return nil }
        self.init(number: number, size: size)
    }
}

/// A line of UIDL (RFC 1939 §7): what a message is called in every session. Some servers give one name to several messages.
package struct MessageUniqueID: POP3ListingRow {
    package let number: MessageNumber
    /// Printable ASCII by the standard; whatever the server sent.
    package let uniqueID: [UInt8]

    package init(number: MessageNumber, uniqueID: [UInt8]) {
        self.number = number
        self.uniqueID = uniqueID
    }

    package init?(_ line: [UInt8]) {
        var words = ListingWords(line)
        guard let number = words.number(), let uniqueID = words.next() else { return nil }
        self.init(number: number, uniqueID: Array(uniqueID))
    }
}

/// The words of a line.
struct ListingWords {
    private var rest: ArraySlice<UInt8>

    init(_ line: [UInt8]) { rest = line[...] }

    mutating func next() -> ArraySlice<UInt8>? {
        rest = rest.drop { $0 == UInt8(ascii: " ") }
        let word = rest.prefix { $0 != UInt8(ascii: " ") }
        rest = rest[word.endIndex...]
        return word.isEmpty ? nil : word
    }

    mutating func count() -> UInt64? {
        guard let word = next() else { return nil }
        var value: UInt64 = 0
        for digit in word {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    mutating func number() -> MessageNumber? {
        guard let value = count(), value > 0 else { return nil }
        return UInt32(exactly: value).map(MessageNumber.init)
    }
}
