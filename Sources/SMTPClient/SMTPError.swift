package import MailTransport

/// Why a conversation with an SMTP server did not go on. A refusal is any answer but 2xx.
package typealias SMTPError = SessionError<SMTPReply>

extension SMTPReply: SessionReply {
    package init?(unsolicited line: [UInt8]) {
        guard let line = Line(line) else { return nil }
        self.init(code: line.code, texts: [line.text])
    }
}
