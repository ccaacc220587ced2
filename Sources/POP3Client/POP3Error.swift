package import MailTransport

/// Why a conversation with a POP3 server did not go on. A refusal is -ERR.
package typealias POP3Error = SessionError<POP3Reply>

extension POP3Reply: SessionReply {
    package init?(unsolicited line: [UInt8]) { self.init(line) }
}
