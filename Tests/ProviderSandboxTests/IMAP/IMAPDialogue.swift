import NIOCore
import ProviderSandbox

/// A client that says what a test wants, to a session without input or output.
struct IMAPDialogue {
    private(set) var session: IMAPServerSession
    /// What became of the connection at last.
    private(set) var end: SandboxWireAction?

    init(_ bench: IMAPBench, isSecure: Bool = true, logsIn: Bool = true) {
        session = IMAPServerSession(bench.server, isSecure: isSecure, offersTLS: !isSecure)
        session.begin()
        _ = take()
        if logsIn { _ = say("a LOGIN \(IMAPBench.user) \"\(IMAPBench.password)\"") }
    }

    /// Says a line, and returns the lines of the answer.
    mutating func say(_ line: String) -> [String] { say(bytes: Array((line + "\r\n").utf8)) }

    /// The same of any bytes.
    mutating func say(bytes: [UInt8]) -> [String] {
        session.receive(ByteBuffer(bytes: bytes))
        return take()
    }

    /// What the server says by itself, after the account has changed.
    mutating func news() -> [String] {
        session.accountChanged()
        return take()
    }

    private mutating func take() -> [String] {
        var answer = ByteBuffer()
        while let actions = session.advance() {
            for action in actions {
                if case .send(var bytes) = action { answer.writeBuffer(&bytes) } else { end = action }
            }
        }
        return String(buffer: answer).split(separator: "\r\n").map(String.init)
    }
}
