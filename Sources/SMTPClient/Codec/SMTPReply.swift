/// An answer, all its lines (RFC 5321 §4.2).
package struct SMTPReply: Hashable, Sendable {
    /// Three digits: 200 to 599.
    package let code: Int
    /// RFC 2034; nil where the server gives none.
    package let enhancedCode: EnhancedStatusCode?
    /// The lines' texts, without either code.
    package let lines: [[UInt8]]

    package init(code: Int, enhancedCode: EnhancedStatusCode? = nil, lines: [[UInt8]] = [[]]) {
        self.code = code
        self.enhancedCode = enhancedCode
        self.lines = lines
    }

    /// - Parameter lines: without the code in front.
    init(code: Int, texts: [[UInt8]]) {
        self.code = code
        var enhancedCode: EnhancedStatusCode?
        lines = texts.map { text in
            // RFC 2034 §4: every line has it.
            guard let read = EnhancedStatusCode.read(text[...], kind: code / 100) else { return text }
            enhancedCode = enhancedCode ?? read.code
            return Array(read.rest)
        }
        self.enhancedCode = enhancedCode
    }

    package var isPositive: Bool { (200..<300).contains(code) }
    /// Whether the same may work later (RFC 5321 §4.2.1).
    package var isTemporary: Bool { (400..<500).contains(code) }

    /// All lines in one.
    package var text: [UInt8] { Array(lines.joined(separator: [UInt8(ascii: " ")])) }

    /// As the server sent it, line by line, with both codes in front of each.
    package var wireText: [UInt8] {
        let prefix = Array(("\(code) " + (enhancedCode.map { "\($0) " } ?? "")).utf8)
        return Array(lines.map { prefix + $0 }.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// One line of an answer.
    struct Line {
        let code: Int
        let isLast: Bool
        let text: [UInt8]

        /// - Returns: nil when the line is none.
        init?(_ line: [UInt8]) {
            guard line.count >= 3, line.prefix(3).allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { return nil }
            code = line.prefix(3).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            guard (200..<600).contains(code) else { return nil }
            switch line.dropFirst(3).first {
            case nil, UInt8(ascii: " "): isLast = true
            case UInt8(ascii: "-"): isLast = false
            default: return nil
            }
            text = Array(line.dropFirst(4))
        }
    }
}
