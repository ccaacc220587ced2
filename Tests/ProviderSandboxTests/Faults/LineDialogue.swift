import NIOCore

@testable import ProviderSandbox

/// A client that says what a test wants, to a POP3 or SMTP session without input or output.
struct LineDialogue<Session: SandboxLineSession> {
    private var conversation: SandboxLineConversation<Session>
    /// What became of the connection at last.
    private(set) var end: SandboxWireAction?
    private(set) var greeting: [String] = []

    init(_ session: Session, _ faults: SandboxFaultPlan) {
        conversation = SandboxLineConversation(session, faults: faults)
        conversation.begin()
        greeting = take()
    }

    /// Says a line, and returns the lines of the answer.
    mutating func say(_ line: String) -> [String] {
        conversation.receive(ByteBuffer(string: line + "\r\n"))
        return take()
    }

    private mutating func take() -> [String] {
        var answer = ByteBuffer()
        while let actions = conversation.advance() {
            for action in actions {
                if case .send(var bytes) = action { answer.writeBuffer(&bytes) } else { end = action }
            }
        }
        return String(buffer: answer).split(separator: "\r\n").map(String.init)
    }
}
