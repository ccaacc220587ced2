import MailCore
import Testing

@testable import AccountVerification

@Suite struct ReplyCatalogueTests {
    @Test func `Words are in lower case, with single blanks, and noted once`() {
        let replies = ReplyCatalogue.causes.flatMap(\.said)
        for reply in replies {
            #expect(reply.words == reply.words.lowercased())
            #expect(!reply.words.contains("  ") && !reply.words.hasPrefix(" "))
            #expect(!reply.words.isEmpty || reply.family != nil)
        }
        #expect(Set(replies).count == replies.count)
    }

    @Test(arguments: ReplyCatalogue.causes)
    func `A cause is written in both languages`(cause: ReplyCause) {
        for text in [cause.message, cause.remedy] {
            #expect(!text.english.isEmpty && text.simplifiedChinese.contains { !$0.isASCII })
            #expect(!text.english.contains { "，。：；".contains($0) })
        }
        #expect(cause.page?.hasPrefix("https://") != false)
        #expect(!cause.said.isEmpty)
    }

    @Test(
        arguments: [
            ("imap.qq.com", .tencent), ("imap.exmail.qq.com", .tencentEnterprise),
            ("imap.qiye.163.com", .netEaseEnterprise),
            ("IMAP.163.COM", .netEase), ("gmail.com", .google), ("imap.mail.com", .mailCom), ("notqq.com", nil),
            ("imap.mail.yahoo.com", .yahoo), ("imap.mail.yahoo.co.jp", .yahooJapan), ("p1-imap.mail.me.com", .apple),
            ("", nil), ("imap.gmx.net", .gmx),
        ] as [(String, ProviderFamily?)])
    func `A family is known by the end of a name`(host: String, family: ProviderFamily?) {
        #expect(ProviderFamily(host: host) == family)
    }

    @Test func `Lines of a long SMTP reply become one`() {
        let text = "534-5.7.9 First part\r\n534-5.7.9 of it,\r\n534 5.7.9 end"
        #expect(ServerReply(.smtp, host: "a", stage: .login, text: text.utf8).text == "534 5.7.9 First part of it, end")
        let plain = "535-one\r\n535 two"
        #expect(ServerReply(.smtp, host: "a", stage: .login, text: plain.utf8).text == "535 one two")
        #expect(ServerReply(.smtp, host: "a", stage: .login, text: "no".utf8).text == "no")
        #expect(ServerReply(.smtp, host: "a", stage: .login, text: []).text == "")
    }

    @Test(
        arguments: [
            ("imap.mail.yahoo.co.jp", [0x1B, 0x24, 0x42, 0x47, 0x27, 0x3E, 0x5A, 0x1B, 0x28, 0x42], "認証"),
            ("imap.naver.com", [0xBF, 0xC0, 0xB7, 0xF9], "오류"), ("mail.hinet.net", [0xB5, 0x6E, 0xA4, 0x4A], "登入"),
            ("mail.example.edu.cn", [0xC3, 0xDC, 0xC2, 0xEB], "密码"), ("mail.example.fr", [0x72, 0xE9, 0x65], "rée"),
            ("mail.example.org", [0x61, 0x81], "a\\x81"),
        ] as [(String, [UInt8], String)])
    func `Replies are read in the encoding of the country or family`(host: String, bytes: [UInt8], text: String) {
        #expect(ServerReply(.imap, host: host, stage: .login, text: bytes).text == text)
    }

    @Test func `An unknown reply is shown as it is, with the stage`() {
        let reply = ServerReply(.imap, host: "h", stage: .greeting, text: "Nope\u{1B}[31m".utf8)
        let diagnostic = ReplyDiagnosis.diagnostic(for: reply, host: "h")
        #expect(diagnostic.code == .commandRefused)
        #expect(diagnostic.message.english.contains("greeting"))
        #expect(diagnostic.evidence == "Nope\\u{1B}[31m")
    }

    @Test func `Of a long reply only the beginning is read`() {
        let text = String(repeating: "x", count: ByteLimits.serverText - 4) + "请请 basic authentication is disabled"
        let reply = ServerReply(.imap, host: "imap.qq.com", stage: .access, text: text.utf8)
        #expect(reply.words.utf8.count <= ByteLimits.serverText)
        #expect(ReplyDiagnosis.known(reply) == nil)
    }

    @Test func `Whatever is sent, something is said`() {
        var generator = SystemRandomNumberGenerator()
        for proto in MailProtocol.allCases {
            for length in [0, 1, 3, 4, 40, 5_000] {
                let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
                let reply = ServerReply(proto, host: "imap.qq.com", stage: .login, text: bytes)
                #expect(ReplyDiagnosis.diagnostic(for: reply, host: "h").remedy != nil)
            }
        }
    }
}
