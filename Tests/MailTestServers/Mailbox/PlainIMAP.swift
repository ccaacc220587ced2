import Glibc

/// The simplest IMAP client that can be: one command after the other over a blocking socket. It shares no code with
/// the product's, so that neither hides a fault of the other.
final class PlainIMAP {
    /// One response. Literals stand in the text as `{size}` and follow by themselves.
    struct Response {
        var text = ""
        var literals: [[UInt8]] = []
    }

    private static let patience = timeval(tv_sec: 60, tv_usec: 0)

    private let socket: CInt
    private var received: [UInt8] = []
    private var position = 0
    private var commands = 0

    /// Connects to 127.0.0.1 and logs in.
    init(port: UInt16, user: String, password: String) throws {
        socket = LoopbackSocket.open()
        var patience = Self.patience
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard LoopbackSocket.call(connect, socket, port: port) else {
            throw PlainIMAPError(said: "connect to port \(port)", answer: String(cString: strerror(errno)))
        }
        _ = try response()
        try run("LOGIN \"\(user)\" \"\(password)\"")
    }

    deinit { close(socket) }

    /// Runs a command to its end, which must be OK.
    ///
    /// - Parameters:
    ///   - literal: comes after the command, which then ends in its size.
    ///   - body: gets each untagged response.
    func run(_ command: String, literal: [UInt8]? = nil, _ body: (Response) throws -> Void = { _ in }) throws {
        commands += 1
        let tag = "p\(commands)"
        try send(Array("\(tag) \(command)\r\n".utf8))
        while true {
            let answer = try response()
            if answer.text.hasPrefix("+"), let literal {
                try send(literal + [13, 10])
            } else if answer.text.hasPrefix("* ") {
                try body(answer)
            } else {
                guard answer.text.hasPrefix("\(tag) OK") else {
                    throw PlainIMAPError(said: command, answer: answer.text)
                }
                return
            }
        }
    }

    private func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            guard count > 0 else { throw lost }
            rest = rest.dropFirst(count)
        }
    }

    private func response() throws -> Response {
        var response = Response()
        while true {
            let line = String(decoding: try line(), as: UTF8.self)
            response.text += line
            // A line that ends in `{size}` goes on after so many bytes (RFC 3501 §4.3).
            guard line.hasSuffix("}"), let brace = line.lastIndex(of: "{"),
                let size = Int(line[brace...].dropFirst().dropLast())
            else { return response }
            response.literals.append(try bytes(size))
        }
    }

    /// Without its CRLF.
    private func line() throws -> ArraySlice<UInt8> {
        var searched = position
        while true {
            if let end = received[searched...].firstIndex(of: 10) {
                defer { position = end + 1 }
                return received[position..<end].last == 13 ? received[position..<(end - 1)] : received[position..<end]
            }
            let distance = received.count - position
            try receive()
            searched = position + distance
        }
    }

    private func bytes(_ count: Int) throws -> [UInt8] {
        while received.count - position < count { try receive() }
        defer { position += count }
        return Array(received[position..<(position + count)])
    }

    private func receive() throws {
        received.removeFirst(position)
        position = 0
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(socket, &bytes, bytes.count)
        guard count > 0 else { throw lost }
        received += bytes.prefix(count)
    }

    private var lost: PlainIMAPError {
        PlainIMAPError(said: "command \(commands)", answer: "the connection was lost: \(errno)")
    }
}

/// A command that was not answered with OK.
struct PlainIMAPError: Error {
    let said: String
    let answer: String
}
