import MailCore
import Testing

@testable import AccountVerification

/// What a real server has been seen to say, and what it has to be taken for.
struct ReplyCase: Sendable, CustomTestStringConvertible {
    let host: String
    let `protocol`: MailProtocol
    let stage: VerificationStep.Name
    let text: [UInt8]
    let code: DiagnosticCode
    let actor: Diagnostic.Actor

    init(
        _ text: String, from host: String = "mail.example.org", in protocol: MailProtocol = .imap,
        at stage: VerificationStep.Name = .login, _ code: DiagnosticCode, _ actor: Diagnostic.Actor = .user
    ) {
        self.init(bytes: Array(text.utf8), from: host, in: `protocol`, at: stage, code, actor)
    }

    init(
        bytes: [UInt8], from host: String, in protocol: MailProtocol, at stage: VerificationStep.Name = .login,
        _ code: DiagnosticCode, _ actor: Diagnostic.Actor = .user
    ) {
        (self.host, self.protocol, self.stage) = (host, `protocol`, stage)
        (self.text, self.code, self.actor) = (bytes, code, actor)
    }

    var reply: ServerReply { ServerReply(`protocol`, host: host, stage: stage, text: text) }

    var testDescription: String { "\(`protocol`) \(stage) \(host): \(DisplayText.clean(bytes: text))" }
}

extension ReplyCase {
    func check() {
        let diagnostic = ReplyDiagnosis.diagnostic(for: reply, host: host)
        #expect(diagnostic.code == code, "\(diagnostic)")
        // Unknown words about a folder accuse nobody.
        #expect(diagnostic.actor == actor || diagnostic.actor == nil, "\(diagnostic)")
        #expect(diagnostic.evidence == reply.text)
        #expect(diagnostic.remedy != nil)
    }
}
