import MailTestServers
import ProviderSandbox
import Testing

@Suite struct SASLConversationTests {
    private func login(_ bench: IMAPBench, _ lines: String...) -> String? {
        var dialogue = IMAPDialogue(bench, logsIn: false)
        return lines.map { dialogue.say($0).last }.last.flatMap { $0 }
    }

    @Test func `PLAIN and LOGIN are taken with and without an initial response`() throws {
        let bench = try IMAPBench()
        let plain = "AGFsaWNlQGV4YW1wbGUub3JnAGNvcnJlY3QgaG9yc2UgYmF0dGVyeSBzdGFwbGU="
        #expect(login(bench, "a AUTHENTICATE PLAIN \(plain)")?.hasPrefix("a OK") == true)
        #expect(login(bench, "a AUTHENTICATE PLAIN", plain)?.hasPrefix("a OK") == true)
        #expect(
            login(
                bench, "a AUTHENTICATE LOGIN", "YWxpY2VAZXhhbXBsZS5vcmc=", "Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ==")?
                .hasPrefix("a OK") == true)
        #expect(login(bench, "a AUTHENTICATE PLAIN", "*") == "a BAD Authentication cancelled.")
        #expect(login(bench, "a AUTHENTICATE PLAIN", "????") == "a BAD Not base64.")
        #expect(login(bench, "a AUTHENTICATE GSSAPI") == "a NO Unsupported authentication mechanism.")
    }

    /// The server asks once more for what it has got (163.com).
    @Test func `SASL-IR may be announced and not understood`() throws {
        let bench = try IMAPBench { $0.readsInitialResponse = false }
        #expect(login(bench, "a AUTHENTICATE PLAIN AGEAYg==") == "+ ")
    }

    @Test func `A token is refused with a reason first`() throws {
        let bench = try IMAPBench { $0.mechanisms = ["XOAUTH2"] }
        let token = "dXNlcj1hAWF1dGg9QmVhcmVyIHgBAQ=="
        #expect(login(bench, "a AUTHENTICATE XOAUTH2 \(token)")?.hasPrefix("+ ") == true)
        #expect(login(bench, "a AUTHENTICATE XOAUTH2 \(token)", "")?.hasPrefix("a NO [AUTHENTICATIONFAILED]") == true)
    }
}
