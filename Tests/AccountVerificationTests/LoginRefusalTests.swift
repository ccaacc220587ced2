import MailCore
import Testing

@testable import AccountVerification

/// What real servers say, and what it means.
@Suite struct LoginRefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let code: String
        let text: String
        var host = "imap.example.org"
        let expected: DiagnosticCode
        var testDescription: String { "[\(code)] \(text) \(host)" }

        init(_ code: String, _ text: String, host: String = "imap.example.org", _ expected: DiagnosticCode) {
            (self.code, self.text, self.host, self.expected) = (code, text, host, expected)
        }
    }

    @Test(arguments: [
        Case(
            "ALERT",
            "Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
            .appPasswordRequired),
        Case("AUTHENTICATIONFAILED", "Invalid credentials (Failure)", .loginRefused),
        Case("WEBALERT https://accounts.google.com/signin/continue", "Web login required", .webLoginRequired),
        Case("ALERT", "Please log in via your web browser: https://support.google.com (Failure)", .webLoginRequired),
        Case("", "Your account is not enabled for IMAP use", .imapDisabled),
        Case("ALERT", "IMAP access is disabled for your domain. (Failure)", .imapDisabled),
        Case("", "IMAP access is not allowed for this account", .imapDisabled),
        Case("OVERQUOTA", "Account exceeded command or bandwidth limits. (Failure)", .temporarilyUnavailable),
        Case("ALERT", "Too many simultaneous connections. (Failure)", .tooManyConnections),
        Case("", "Basic authentication is disabled.", .oauthRequired),
        Case("", "AUTHENTICATE failed. [Error=\"LogonDenied-BasicAuthBlocked\"]", .oauthRequired),
        Case("", "User is authenticated but not connected.", .imapDisabled),
        Case("", "Account is blocked. Login to your account via a web browser", .webLoginRequired),
        Case("", "LOGIN failed.", host: "outlook.office365.com", .oauthRequired),
        Case("", "LOGIN Login error or password error", .authorizationCodeRequired),
        Case("", "ERR.LOGIN.USERSTATUS", .loginRefused),
        Case(
            "",
            "Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.",
            .authorizationCodeRequired),
        Case("", "Login frequency limited", .temporarilyUnavailable),
        Case("", "Please using authorized code to login. More information at http://service.mail.qq.com/",
            .authorizationCodeRequired),
        Case("", "请使用授权码登录", .authorizationCodeRequired),
        Case(
            "", DisplayText.clean(bytes: [0xC7, 0xEB, 0xCA, 0xB9, 0xD3, 0xC3, 0xCA, 0xDA, 0xC8, 0xA8, 0xC2, 0xEB]),
            .authorizationCodeRequired),
        Case("ALERT", "You are yet to enable IMAP for your account. Please contact your administrator (Failure)",
            .imapDisabled),
        Case("AUTHENTICATIONFAILED", "LOGIN invalid credentials or IMAP is disabled sc=abc", .imapDisabled),
        Case("", "NEOBHODIM parol prilozheniya https://help.mail.ru/", .appPasswordRequired),
        Case("", "Maximum number of connections from user+IP exceeded", .tooManyConnections),
        Case("AUTHENTICATIONFAILED", "Authentication Failed", host: "p42-imap.mail.me.com", .appPasswordRequired),
        Case("AUTHENTICATIONFAILED", "Authentication failed.", .loginRefused),
        Case("UNAVAILABLE", "Temporary authentication failure.", .temporarilyUnavailable),
        Case("LIMIT", "Too many", .tooManyConnections),
        Case("EXPIRED", "That password is no longer accepted", .loginRefused),
        Case("PRIVACYREQUIRED", "Connection offers no privacy", .plaintextRefused),
        Case("CONTACTADMIN", "Your account is locked", .loginRefused),
        Case("", "no", host: "notqq.com", .loginRefused),
    ])
    func meaning(_ example: Case) {
        let refusal = LoginRefusal(host: example.host, responseCode: example.code, text: example.text)
        let diagnostic = refusal.diagnostic
        #expect(diagnostic.code == example.expected)
        #expect(diagnostic.evidence?.contains(example.text.prefix(20)) == true)
        #expect(diagnostic.remedy != nil)
    }

    @Test func phrasesAreInLowerCaseAndReachable() {
        for (index, phrase) in ServerPhrase.all.enumerated() {
            #expect(phrase.words == phrase.words.lowercased())
            let earlier = ServerPhrase.all[..<index].first { phrase.words.contains($0.words) }
            #expect(earlier == nil, "\(phrase.words) never matches")
        }
    }

    @Test func everyMeaningIsWrittenInBothLanguages() {
        for meaning in ServerPhrase.all.map(\.meaning) + ProviderHint.all.map(\.meaning) {
            for text in [meaning.message, meaning.remedy] {
                #expect(!text.english.isEmpty && text.english.allSatisfy { $0.isASCII || "→授权码".contains($0) })
                #expect(text.simplifiedChinese.contains { !$0.isASCII })
            }
        }
    }
}
