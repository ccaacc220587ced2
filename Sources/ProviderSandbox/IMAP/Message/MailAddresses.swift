/// The addresses of a header field, as ENVELOPE shows them (RFC 3501 §7.4.2).
struct MailAddresses {
    struct Address {
        var name: [UInt8]?
        /// Nil ends a group.
        var mailbox: [UInt8]?
        /// Nil begins or ends a group.
        var host: [UInt8]?
    }

    private(set) var all: [Address] = []

    /// More are not shown.
    private static let most = 1_000

    private enum Token {
        case word([UInt8])
        case special(UInt8)
    }

    init(_ value: [UInt8]) {
        var words: [[UInt8]] = []
        var inside: [UInt8]?
        var isInGroup = false
        func end() {
            defer { (words, inside) = ([], nil) }
            guard all.count < Self.most else { return }
            if let inside {
                add(inside, name: words.isEmpty ? nil : Array(words.joined(separator: [0x20])))
            } else if !words.isEmpty {
                add(Array(words.joined()), name: nil)
            }
        }
        for token in Self.tokens(of: value) {
            switch token {
            case .word(let word):
                if inside != nil { inside?.append(contentsOf: word) } else { words.append(word) }
            case .special(UInt8(ascii: "<")): inside = []
            case .special(UInt8(ascii: ">")): break
            case .special(UInt8(ascii: ",")): end()
            case .special(UInt8(ascii: ":")) where inside == nil:
                all.append(Address(name: nil, mailbox: Array(words.joined(separator: [0x20])), host: nil))
                words = []
                isInGroup = true
            case .special(UInt8(ascii: ";")):
                end()
                if isInGroup { all.append(Address(name: nil, mailbox: nil, host: nil)) }
                isInGroup = false
            case .special(let byte):
                if inside != nil { inside?.append(byte) } else { words.append([byte]) }
            }
        }
        end()
        if isInGroup { all.append(Address(name: nil, mailbox: nil, host: nil)) }
    }

    private mutating func add(_ address: [UInt8], name: [UInt8]?) {
        // A route before the address is obsolete and not shown.
        let bare =
            address.first == UInt8(ascii: "@") ? Array(address.drop { $0 != UInt8(ascii: ":") }.dropFirst()) : address
        let at = bare.lastIndex(of: UInt8(ascii: "@")) ?? bare.endIndex
        all.append(Address(name: name, mailbox: Array(bare[..<at]), host: Array(bare[at...].dropFirst())))
    }

    /// Words and the marks between them; comments are left out (RFC 5322 §3.2).
    private static func tokens(of value: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        var word: [UInt8] = []
        var (isQuoted, isEscaped, comments) = (false, false, 0)
        func end() {
            if !word.isEmpty { tokens.append(.word(word)) }
            word = []
        }
        for byte in value {
            if isEscaped {
                if comments == 0 { word.append(byte) }
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), isQuoted || comments > 0 {
                isEscaped = true
            } else if byte == UInt8(ascii: "\""), comments == 0 {
                isQuoted.toggle()
            } else if isQuoted {
                word.append(byte)
            } else if byte == UInt8(ascii: "(") {
                comments += 1
            } else if byte == UInt8(ascii: ")"), comments > 0 {
                comments -= 1
            } else if comments > 0 {
                continue
            } else if "<>,:;@.".utf8.contains(byte) {
                if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "@") {
                    word.append(byte)
                } else {
                    end()
                    tokens.append(.special(byte))
                }
            } else if byte <= 0x20 {
                end()
            } else {
                word.append(byte)
            }
        }
        end()
        return tokens
    }
}
