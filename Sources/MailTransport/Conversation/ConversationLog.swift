/// Writes the dialogue of one connection into the transcript. Whoever writes leaves secrets out.
package struct ConversationLog: Sendable {
    let transcript: Transcript?
    let connection: String

    package init(_ transcript: Transcript?, connection: String) {
        self.transcript = transcript
        self.connection = connection
    }

    func client(_ text: @autoclosure () -> String) {
        transcript?.record(.client, connection: connection, text())
    }

    func server(_ text: @autoclosure () -> String?) {
        guard let transcript, let text = text() else { return }
        transcript.record(.server, connection: connection, text)
    }

    func note(_ error: ConversationError) {
        transcript?.record(.note, connection: connection, "connection ended: \(error)")
    }
}
