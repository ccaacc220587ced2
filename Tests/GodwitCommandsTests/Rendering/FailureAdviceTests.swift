import MailCore
import Testing

@testable import GodwitCommands

@Suite struct FailureAdviceTests {
    @Test(arguments: [
        DiagnosticCode.messageTooLarge, .messageOverQuota, .messageDeferred, .messageRefused, .messageUnreadable,
        .mailboxCreateRefused, .mailboxRefused, .mailboxGone, .mailboxForbidden,
        .mailboxIncomplete,
    ])
    func `Every reason is explained, with what to do, in both languages`(code: DiagnosticCode) throws {
        let advice = FailureAdvice(for: code)
        let remedy = try #require(advice.remedy)
        for text in [advice.meaning, remedy] {
            #expect(!text.english.isEmpty && text.english != code.rawValue)
            #expect(!text.simplifiedChinese.isEmpty && text.simplifiedChinese != text.english)
        }
    }
}
