internal import MailCore

/// The first line of an answer (RFC 1939 §3).
package struct POP3Reply: Hashable, Sendable {
    package var isPositive: Bool
    package var code: POP3ResponseCode?
    /// Words for people, without the code.
    package var text: [UInt8]

    package init(isPositive: Bool, code: POP3ResponseCode? = nil, text: [UInt8] = []) {
        self.isPositive = isPositive
        self.code = code
        self.text = text
    }

    /// The text with the code in front, as the server sent it.
    package var wireText: [UInt8] { Array((code.map { "[\($0.name)] " } ?? "").utf8) + text }

    /// - Returns: nil when the line is no answer.
    init?(_ line: [UInt8]) {
        let status = line.prefix { $0 != UInt8(ascii: " ") }.map(\.asciiUppercased)
        switch String(decoding: status, as: UTF8.self) {
        case "+OK": isPositive = true
        case "-ERR": isPositive = false
        default: return nil
        }
        text = Array(line.dropFirst(status.count).drop { $0 == UInt8(ascii: " ") })
        code = nil
        // RFC 2449 §8: the code stands in brackets, first of all.
        guard text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) else { return }
        guard let code = POP3ResponseCode(String(decoding: text[1..<end], as: UTF8.self)) else { return }
        self.code = code
        text = Array(text[(end + 1)...].drop { $0 == UInt8(ascii: " ") })
    }
}
