import MailCore
import MailTransport
import SMTPClient
import Testing

@Suite struct SenderTests {
    private func failure(_ offered: [String], _ dialogue: String, _ address: String = "alice@example.org") async throws
        -> SMTPError?
    {
        try await SMTPSetting().failure(SMTPOpening.text(offered) + dialogue) { try await $0.checkSender(address) }
    }

    @Test func senderIsAskedForAndTakenBack() async throws {
        #expect(try await failure([], "C: MAIL FROM:<alice@example.org>\nS: 250 ok\nC: RSET\nS: 250 ok") == nil)
        #expect(
            try await failure(["PIPELINING"], "C: MAIL FROM:<alice@example.org>\nC: RSET\nS: 250 ok\nS: 250 ok") == nil)
    }

    @Test(arguments: [
        ([], "C: MAIL FROM:<alice@example.org>\nS: 553 5.7.1 not yours"),
        (["PIPELINING"], "C: MAIL FROM:<alice@example.org>\nC: RSET\nS: 553 5.7.1 not yours\nS: 250 ok"),
    ])
    func refusedSenderIsTold(_ offered: [String], _ dialogue: String) async throws {
        let reply = SMTPReply(code: 553, enhancedCode: EnhancedStatusCode(5, 7, 1), lines: [Array("not yours".utf8)])
        #expect(try await failure(offered, dialogue) == .refused(command: "MAIL FROM", reply))
    }

    @Test func addressInOtherLettersNeedsUTF8() async throws {
        #expect(
            try await failure(["SMTPUTF8"], "C: MAIL FROM:<王@例子.中国> SMTPUTF8\nS: 250 ok\nC: RSET\nS: 250 ok", "王@例子.中国")
                == nil)
        #expect(try await failure([], "", "王@例子.中国") == .unencodableArgument)
    }

    @Test(arguments: ["", "a b@c", "a@b>\r\nDATA", "a@b> SIZE=1", "<a@b", "a\0@b", "a\u{7F}@b"])
    func addressThatIsNoneIsNotSent(_ address: String) async throws {
        #expect(try await failure([], "", address) == .unencodableArgument)
    }
}
