/// What is said over one connection, one step a line:
///
///     S: * OK ready               the server says this line (CRLF is added)
///     C: TAG LOGIN alice ...      the client must say this; TAG is any word, and what it was replaces TAG in later
///                                 lines; TAG1, TAG2 … are tags of their own; a final ... is any rest of the line
///     raw: * OK half a li         the server sends this without a line end; \r \n \0 \\ and \xFF are escapes
///     tls                         the server begins a TLS handshake (after its OK to STARTTLS)
///     close                       the server closes the connection
///     silence                     the server says nothing more; the client has to give up
///     logout                      the client may say LOGOUT and is answered, or may just close
///
/// Empty lines and lines that begin with # are skipped.
package struct Dialogue: Sendable {
    enum Step: Hashable, Sendable {
        case say([UInt8])
        case expect(String)
        case startTLS
        case close
        case silence
        case logout
    }

    let steps: [Step]

    package init(_ text: String) throws {
        steps = try text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
            .map(Self.step)
    }

    private static func step(_ line: Substring) throws -> Step {
        switch line {
        case "tls": .startTLS
        case "close": .close
        case "silence": .silence
        case "logout": .logout
        case _ where line.hasPrefix("S: "): .say(Array(line.dropFirst(3).utf8) + [13, 10])
        case _ where line.hasPrefix("C: "): .expect(String(line.dropFirst(3)))
        case _ where line.hasPrefix("raw: "): .say(try unescaped(line.dropFirst(5)))
        default: throw DialogueError.notAStep(String(line))
        }
    }

    private static func unescaped(_ text: Substring) throws -> [UInt8] {
        var result: [UInt8] = []
        var rest = text
        while let character = rest.popFirst() {
            guard character == "\\" else {
                result += Array(String(character).utf8)
                continue
            }
            switch rest.popFirst() {
            case "r": result.append(13)
            case "n": result.append(10)
            case "0": result.append(0)
            case "\\": result.append(UInt8(ascii: "\\"))
            case "x":
                guard let byte = UInt8(rest.prefix(2), radix: 16) else { throw DialogueError.notAStep(String(text)) }
                result.append(byte)
                rest = rest.dropFirst(2)
            default: throw DialogueError.notAStep(String(text))
            }
        }
        return result
    }
}

package enum DialogueError: Error, CustomStringConvertible {
    /// The script itself is wrong.
    case notAStep(String)
    /// The client said something else.
    case unexpected(expected: String, received: String)
    /// The client left, or the test ended, before the script did.
    case unfinished(expected: String)
    /// More connections than dialogues, or fewer.
    case connections(expected: Int, made: Int)

    package var description: String {
        switch self {
        case .notAStep(let line): "not a step of a dialogue: \(line)"
        case .unexpected(let expected, let received):
            "the client should say: \(expected)\nbut it said:           \(received)"
        case .unfinished(let expected): "the conversation ended before: \(expected)"
        case .connections(let expected, let made): "\(expected) connections were expected, \(made) were made"
        }
    }
}
