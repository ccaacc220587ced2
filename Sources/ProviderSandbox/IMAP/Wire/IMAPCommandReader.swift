internal import NIOCore

/// A part of a command: text of its line, or a literal (RFC 3501 §4.3).
enum IMAPCommandPiece: Sendable {
    case text([UInt8])
    case literal(ByteBuffer)
}

/// Cuts what a client sends into commands: line ends and literal sizes alone decide where one ends.
struct IMAPCommandReader {
    enum Event {
        case command([IMAPCommandPiece])
        /// A literal comes only after leave.
        case leaveWanted
        /// A literal is larger than allowed. Its command is over.
        case literalTooLarge(tag: [UInt8])
        /// A line is longer than allowed; what follows cannot be told apart.
        case lineTooLong
    }

    /// What literals are taken, at the moment.
    struct Rules {
        var limits: IMAPServerLimits
        var takesNonSynchronizing: Bool
        /// Most bytes of a literal that comes without leave; nil for no bound.
        var nonSynchronizingBound: Int?
    }

    private struct Announced {
        var size: Int
        var isSynchronizing: Bool
    }

    private var pieces: [IMAPCommandPiece] = []
    private var literal: (remaining: Int, bytes: ByteBuffer)?
    /// Bytes of a literal that is too large and comes all the same.
    private var unwanted = 0
    private var isIgnoring = false
    private var lineBytes = 0
    private var literalBytes = 0

    /// Whether the next byte begins a command.
    var isAtStart: Bool { pieces.isEmpty && literal == nil && unwanted == 0 && !isIgnoring }

    /// The next event; nil when more has to come in first.
    mutating func next(from input: inout ByteBuffer, rules: Rules) -> Event? {
        while true {
            if unwanted > 0 {
                let skipped = min(unwanted, input.readableBytes)
                input.moveReaderIndex(forwardBy: skipped)
                unwanted -= skipped
                guard unwanted == 0 else { return nil }
            }
            if literal != nil {
                guard readLiteral(from: &input) else { return nil }
            }
            guard let line = readLine(from: &input, bound: rules.limits.line - lineBytes) else { return nil }
            guard let line else { return .lineTooLong }
            if let event = take(line, rules) { return event }
        }
    }

    /// One line that belongs to no command; nil when it has not come.
    mutating func nextLine(from input: inout ByteBuffer, bound: Int) -> [UInt8]?? {
        readLine(from: &input, bound: bound)
    }

    // MARK: Pieces

    private mutating func take(_ line: [UInt8], _ rules: Rules) -> Event? {
        lineBytes += line.count
        guard let (text, announced) = Self.announced(at: line, rules) else {
            if isIgnoring {
                reset()
                return nil
            }
            defer { reset() }
            return .command(pieces + [.text(line)])
        }
        let isAppend = Self.isAppend(firstText ?? text)
        let fits =
            isAppend
            ? announced.size <= rules.limits.message && literalBytes + announced.size <= rules.limits.messages
            : literalBytes + announced.size <= rules.limits.literals
        let comes = announced.isSynchronizing || announced.size <= rules.nonSynchronizingBound ?? .max
        guard fits, comes, !isIgnoring else { return refuse(announced, text) }
        literalBytes += announced.size
        pieces.append(.text(text))
        literal = (announced.size, ByteBuffer())
        literal?.bytes.reserveCapacity(min(announced.size, 1 << 16))
        return announced.isSynchronizing ? .leaveWanted : nil
    }

    /// What comes without leave is read and forgotten (RFC 7888 §4).
    private mutating func refuse(_ announced: Announced, _ text: [UInt8]) -> Event? {
        let tag = (firstText ?? text).prefix { $0 != UInt8(ascii: " ") }
        let wasIgnoring = isIgnoring
        reset()
        if !announced.isSynchronizing {
            unwanted = announced.size
            isIgnoring = true
        }
        return wasIgnoring ? nil : .literalTooLarge(tag: Array(tag))
    }

    private mutating func reset() {
        pieces = []
        literal = nil
        isIgnoring = false
        lineBytes = 0
        literalBytes = 0
    }

    private var firstText: [UInt8]? {
        if case .text(let text)? = pieces.first { text } else { nil }
    }

    private static func isAppend(_ line: [UInt8]) -> Bool {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        return words.count > 1 && String(decoding: words[1], as: UTF8.self).uppercased() == "APPEND"
    }

    // MARK: Bytes

    /// - Returns: whether the literal is complete.
    private mutating func readLiteral(from input: inout ByteBuffer) -> Bool {
        guard var (remaining, bytes) = literal else { return true }
        literal = nil
        let taken = min(remaining, input.readableBytes)
        if taken > 0, var slice = input.readSlice(length: taken) { bytes.writeBuffer(&slice) }
        remaining -= taken
        guard remaining == 0 else {
            literal = (remaining, bytes)
            return false
        }
        pieces.append(.literal(bytes))
        return true
    }

    /// A line without its end; inner nil when it is too long, outer nil when it has not come.
    private func readLine(from input: inout ByteBuffer, bound: Int) -> [UInt8]?? {
        let view = input.readableBytesView
        guard let end = view.firstIndex(of: UInt8(ascii: "\n")) else {
            return view.count > bound ? .some(nil) : nil
        }
        let length = end - view.startIndex
        guard length <= bound else { return .some(nil) }
        var line = input.readBytes(length: length) ?? []
        input.moveReaderIndex(forwardBy: 1)
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }

    /// The line before `{123}` or `{123+}` at its end, and what that announces.
    private static func announced(at line: [UInt8], _ rules: Rules) -> (text: [UInt8], literal: Announced)? {
        guard line.last == UInt8(ascii: "}"), let brace = line.lastIndex(of: UInt8(ascii: "{")) else { return nil }
        var digits = line[(brace + 1)..<(line.count - 1)]
        let isSynchronizing = digits.last != UInt8(ascii: "+")
        if !isSynchronizing { digits.removeLast() }
        guard isSynchronizing || rules.takesNonSynchronizing, !digits.isEmpty, digits.count <= 19,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let size = Int(String(decoding: digits, as: UTF8.self))
        else { return nil }
        return (Array(line[..<brace]), Announced(size: size, isSynchronizing: isSynchronizing))
    }
}
