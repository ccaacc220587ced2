import AccountDiscovery
import MailCore
import Testing

@testable import AccountVerification

@Suite struct SecretExaminationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let given: String
        let profile: String?
        /// What is used then.
        let used: String
        let flaws: [SecretFlaw]
        var testDescription: String { "\(profile ?? "-") \(given.debugDescription)" }

        init(_ given: String, _ profile: String?, _ used: String, _ flaws: [SecretFlaw]) {
            (self.given, self.profile, self.used, self.flaws) = (given, profile, used, flaws)
        }
    }

    private static let codes = [
        Case("abcdefghijklmnop", "gmail", "abcdefghijklmnop", []),
        Case("abcd efgh ijkl mnop", "gmail", "abcdefghijklmnop", [.blanks]),
        Case("abcd\u{A0}efgh\u{A0}ijkl mnop", "gmail", "abcdefghijklmnop", [.blanks]),
        Case("  abcdefghijklmnop\t", "qq", "abcdefghijklmnop", [.blanks]),
        Case("abcdefghijklmnop\r\n", "qq", "abcdefghijklmnop", [.lineEnd]),
        Case("\u{FEFF}abcdefgh\u{200B}ijklmnop", "qq", "abcdefghijklmnop", [.invisible]),
        Case("ａｂｃｄefghijklmnop", "qq", "abcdefghijklmnop", [.fullWidth]),
        Case("“abcdefghijklmnop”", "qq", "abcdefghijklmnop", [.quotes]),
        Case("'abcd efgh ijkl mnop'", "gmail", "abcdefghijklmnop", [.quotes, .blanks]),
        Case("abcd-efgh-ijkl-mnop", "icloud", "abcd-efgh-ijkl-mnop", []),
        Case(" abcd-efgh-ijkl-mnop ", "icloud", "abcd-efgh-ijkl-mnop", [.blanks]),
        Case("ABCD1234EFGH5678", "netease-163", "ABCD1234EFGH5678", []),
        Case("ABCD 1234 EFGH 5678", "netease-163", "ABCD1234EFGH5678", [.blanks]),
    ]

    private static let wrongOnes = [
        Case("Tr0ub4dor&3", "gmail", "Tr0ub4dor&3", [.wrongShape]),
        Case("abcdefghijklmno", "qq", "abcdefghijklmno", [.wrongShape]),
        Case("abcdefghijklmnop", "icloud", "abcdefghijklmnop", [.wrongShape]),
        Case("123456", "icloud", "123456", [.oneTimeCode]),
        Case("12345678", "gmail", "12345678", [.oneTimeCode]),
        Case("123", "qq", "123", [.wrongShape]),
        Case("123456789", "qq", "123456789", [.wrongShape]),
        Case(" web password ", "qq", " web password ", [.blankAtEnd, .wrongShape]),
    ]

    private static let passwords = [
        Case("a password of my own", nil, "a password of my own", []),
        Case("123456", nil, "123456", []),
        Case(" blank", nil, " blank", [.blankAtEnd]),
        Case("\"quoted\"", nil, "\"quoted\"", [.quotesKept]),
        Case("ｗｉｄｅ", nil, "ｗｉｄｅ", [.fullWidthKept]),
        Case("密\u{200D}码", nil, "密\u{200D}码", [.invisibleKept]),
        Case("tab\tinside", nil, "tab\tinside", [.control]),
        Case("plain\n", nil, "plain", [.lineEnd]),
        Case("密码", "mailbox-org", "密码", []),
        Case("\n", nil, "\n", []),
        Case("\"\"", nil, "\"\"", []),
    ]

    @Test(arguments: codes + wrongOnes + passwords)
    func `A secret is corrected, or what is odd is said`(example: Case) throws {
        let provider = example.profile.flatMap { ProviderCatalog.profile(identifier: $0) }
        #expect((provider == nil) == (example.profile == nil))
        let examination = SecretExamination(Secret(example.given), for: provider)
        #expect(examination.secret.withBytes { $0 } == Array(example.used.utf8))
        let wording = SecretFlawWording(provider: provider?.displayName, policy: provider?.notes?.secret)
        #expect(examination.diagnostics == example.flaws.map(wording.diagnostic))
        #expect(examination.isDoubtful == example.flaws.contains { [.wrongShape, .oneTimeCode].contains($0) })
        #expect(!examination.isHopeless)
    }

    @Test(arguments: codes + wrongOnes + passwords)
    func `Nothing that is said holds any of it`(example: Case) {
        let provider = example.profile.flatMap { ProviderCatalog.profile(identifier: $0) }
        let examination = SecretExamination(Secret(example.given), for: provider)
        let said = "\(examination)"
        for part in [example.given, example.used] where part.count > 6 {
            #expect(!said.contains(part))
        }
        for diagnostic in examination.diagnostics { #expect(diagnostic.evidence == nil) }
    }

    @Test(arguments: ["outlook", "microsoft365"])
    func `Where only OAuth works, no password is worth sending`(profile: String) {
        let examination = SecretExamination(
            Secret("whatever"), for: ProviderCatalog.profile(identifier: profile))
        #expect(examination.isHopeless)
        #expect(examination.diagnostics.map(\.code) == [.oauthRequired])
    }

    @Test func `Where no mail program gets in, no password is worth sending`() {
        let examination = SecretExamination(Secret("whatever"), for: ProviderCatalog.profile(identifier: "tuta"))
        #expect(examination.diagnostics.map(\.code) == [.noCommonMechanism])
    }

    @Test func `Bytes that are no text are left alone`() {
        let examination = SecretExamination(Secret([0xFF, 0x0A]), for: ProviderCatalog.profile(identifier: "qq"))
        #expect(examination.secret.withBytes { $0 } == [0xFF, 0x0A])
        #expect(examination.diagnostics.isEmpty)
    }

    @Test func `Two secrets given the wrong way round are noticed`() {
        let icloud = ProviderCatalog.profile(identifier: "icloud")
        let gmail = ProviderCatalog.profile(identifier: "gmail")
        let (ofApple, ofGoogle) = (Secret("abcd-efgh-ijkl-mnop"), Secret("abcd efgh ijkl mnop"))
        #expect(SecretExamination.areExchanged((ofGoogle, icloud), (ofApple, gmail)))
        #expect(!SecretExamination.areExchanged((ofApple, icloud), (ofGoogle, gmail)))
        #expect(!SecretExamination.areExchanged((ofGoogle, icloud), (ofGoogle, gmail)))
        #expect(!SecretExamination.areExchanged((ofGoogle, nil), (ofApple, gmail)))
        #expect(!SecretExamination.areExchanged((ofGoogle, gmail), (ofApple, nil)))
    }

    @Test func `Every finding is written in both languages`() {
        let policy = ProviderCatalog.profile(identifier: "qq")?.notes?.secret
        let wording = SecretFlawWording(provider: "QQ", policy: policy)
        for flaw in SecretFlaw.allCases {
            let diagnostic = wording.diagnostic(flaw)
            #expect(diagnostic.message.simplifiedChinese.contains { !$0.isASCII })
            #expect((diagnostic.severity == .info) == flaw.isCorrected)
            #expect(flaw.isCorrected || diagnostic.remedy != nil)
        }
    }
}
