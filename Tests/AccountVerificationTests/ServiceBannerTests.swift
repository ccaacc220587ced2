import MailCore
import Testing

@testable import AccountVerification

@Suite struct ServiceBannerTests {
    @Test(arguments: [
        ("+OK POP3 ready\r\n", "POP3"), ("220 mail.example.org ESMTP\r\n", "SMTP"), ("HTTP/1.1 400 Bad\r\n", "HTTP"),
        ("SSH-2.0-OpenSSH_9.2\r\n", "SSH"),
    ])
    func otherServicesAreNamed(banner: String, name: String) {
        let settings = ServerSettings(
            protocol: .imap, host: "mail.example.org", port: 143, security: .starttls, username: "a")
        let diagnostic = ServiceBanner.diagnostic(for: settings, firstBytes: Array(banner.utf8))
        #expect(diagnostic.code == .notAMailServer)
        #expect(diagnostic.message.english == "mail.example.org:143 is a server for \(name), not for IMAP.")
    }

    @Test(arguments: ["", "hello", "\u{0}\u{1}"]) func unknownServicesAreNot(_ banner: String) {
        #expect(ServiceBanner(firstBytes: banner.utf8) == nil)
    }
}
