/// Why bytes are not a response. None of these can be answered by waiting for more bytes.
package enum IMAPParseError: Error, Hashable, Sendable {
    /// The grammar wanted something else at this byte of the line.
    case unexpected(at: Int)
    /// A number is larger than its type.
    case numberTooLarge(at: Int)
    /// A named limit of ByteLimits was passed.
    case limitExceeded(Limit)

    package enum Limit: String, Hashable, Sendable {
        case line, literal, nesting, literals, collected
    }
}
