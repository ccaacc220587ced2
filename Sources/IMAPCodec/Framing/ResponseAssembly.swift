internal import MailCore
internal import NIOCore

/// One response while its pieces arrive: its text with each literal's announcement left in, and the literals.
struct ResponseAssembly: Sendable {
    enum Literal: Hashable, Sendable {
        case inline([UInt8])
        /// Went past as BODY[]; only its size is known here.
        case streamed(UInt64)
    }

    var text: [UInt8] = []
    private(set) var literals: [Literal] = []
    /// Bytes of all literals kept in memory.
    private(set) var literalBytes = 0
    private(set) var hasStreamedBody = false

    /// The size announced by `{n}` or `~{n}` at the end of the text. Words for people (status responses and
    /// continuations) announce nothing, whatever they end in.
    func literalAtEnd() throws(IMAPParseError) -> UInt64? {
        guard text.last == UInt8(ascii: "}"), mayHoldLiterals else { return nil }
        guard let open = text.lastIndex(of: UInt8(ascii: "{")) else { return nil }
        let digits = text[(open + 1)..<(text.count - 1)]
        guard !digits.isEmpty, digits.allSatisfy({ $0.asciiDigitValue != nil }) else { return nil }
        // Saturating: more digits than 64 bits hold is simply larger than any limit.
        var size: UInt64 = 0
        for digit in digits {
            let (product, overflow) = size.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit.asciiDigitValue ?? 0))
            guard !overflow, !carry else { throw .limitExceeded(.literal) }
            size = sum
        }
        return size
    }

    private var mayHoldLiterals: Bool {
        guard text.starts(with: "* ".utf8) else { return false }
        let word = text.dropFirst(2).prefix { $0 != UInt8(ascii: " ") }
        return !StatusResponse.Kind.allCases.contains { Self.matches(word, $0.rawValue) }
    }

    /// Whether the literal just announced is a whole message: `BODY[] {n}` or `RFC822 {n}` as a FETCH item.
    var endsInMessageBody: Bool {
        guard !hasStreamedBody, let open = text.lastIndex(of: UInt8(ascii: "{")) else { return false }
        let before = text[..<open].suffix(8)
        return Self.messageItems.contains { Self.matches(before, $0) }
    }

    private static let messageItems = [" BODY[] ", "(BODY[] ", " RFC822 ", "(RFC822 "]

    private static func matches(_ bytes: ArraySlice<UInt8>, _ upperCase: String) -> Bool {
        upperCase.utf8.elementsEqual(bytes.lazy.map(\.asciiUppercased))
    }

    /// Notes that BODY[] is streamed from here on; gives the attributes that came before it.
    mutating func beginBody(size: UInt64) -> FetchAttributes {
        literals.append(.streamed(size))
        text.append(contentsOf: "\r\n".utf8)
        hasStreamedBody = true
        return ResponseParser.parseFetchPrefix(self)
    }

    mutating func beginInlineLiteral() {
        literals.append(.inline([]))
        text.append(contentsOf: "\r\n".utf8)
    }

    mutating func appendLiteralBytes(_ bytes: ByteBuffer?) {
        guard let bytes, case .inline(var collected)? = literals.popLast() else { return }
        collected.append(contentsOf: bytes.readableBytesView)
        literals.append(.inline(collected))
        literalBytes += bytes.readableBytes
    }
}
