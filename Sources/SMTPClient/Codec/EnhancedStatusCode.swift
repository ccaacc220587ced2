/// What an answer means, in numbers that all servers share (RFC 3463), such as 5.7.8 for wrong credentials.
package struct EnhancedStatusCode: Hashable, Sendable, CustomStringConvertible {
    /// 2 success, 4 a failure for now, 5 a failure for good.
    package let kind: Int
    package let subject: Int
    package let detail: Int

    package init(_ kind: Int, _ subject: Int, _ detail: Int) {
        self.kind = kind
        self.subject = subject
        self.detail = detail
    }

    package var description: String { "\(kind).\(subject).\(detail)" }

    /// The code at the begin of a text, and where the text goes on. RFC 2034 §4: its kind is the first digit of the
    /// answer's own code; anything else only looks like one.
    static func read(_ text: ArraySlice<UInt8>, kind: Int) -> (code: EnhancedStatusCode, rest: ArraySlice<UInt8>)? {
        let word = text.prefix { $0 != UInt8(ascii: " ") }
        let numbers = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(number)
        guard numbers.count == 3, let first = numbers[0], let second = numbers[1], let third = numbers[2],
            first == kind, [2, 4, 5].contains(first)
        else { return nil }
        return (Self(first, second, third), text[word.endIndex...].drop { $0 == UInt8(ascii: " ") })
    }

    /// RFC 3463 §2: up to three digits.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...3).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
