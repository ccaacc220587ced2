import MailCore
import Testing

@Suite struct AccountReferenceTests {
    private static func server(
        _ protocol: MailProtocol, _ security: ConnectionSecurity, _ port: UInt16, _ username: String = "alice",
        host: String = "mail.example.org"
    ) -> ServerSettings {
        ServerSettings(protocol: `protocol`, host: host, port: port, security: security, username: username)
    }

    @Test(arguments: [
        ("imaps", server(.imap, .tls, 993)), ("imap", server(.imap, .plaintext, 143)),
        ("imap+starttls", server(.imap, .starttls, 143)), ("pop3s", server(.pop3, .tls, 995)),
        ("pop3", server(.pop3, .plaintext, 110)), ("pop3+starttls", server(.pop3, .starttls, 110)),
        ("smtps", server(.smtp, .tls, 465)), ("smtp", server(.smtp, .plaintext, 587)),
        ("SMTP+STARTTLS", server(.smtp, .starttls, 587)),
    ])
    func schemes(scheme: String, expected: ServerSettings) throws {
        #expect(try AccountReference(parsing: "\(scheme)://alice@mail.example.org") == .server(expected))
    }

    @Test(arguments: [
        (" imaps://alice@MAIL.example.org:1993/ ", server(.imap, .tls, 1_993)),
        ("imaps://alice@example.org@mail.example.org", server(.imap, .tls, 993, "alice@example.org")),
        ("imaps://alice%40example.org@mail.example.org:1", server(.imap, .tls, 1, "alice@example.org")),
        ("imaps://%E7%8E%8B%3a%2F%25@mail.example.org:65535", server(.imap, .tls, .max, "王:/%")),
        ("imaps://a@[2001:DB8::1]", server(.imap, .tls, 993, "a", host: "2001:db8::1")),
        ("imaps://a@[::ffff:127.0.0.1]:10143/", server(.imap, .tls, 10_143, "a", host: "::ffff:127.0.0.1")),
        ("imaps://a@Bücher.example", server(.imap, .tls, 993, "a", host: "xn--bcher-kva.example")),
        ("imap://a@127.0.0.1:143", server(.imap, .plaintext, 143, "a", host: "127.0.0.1")),
    ])
    func urls(text: String, expected: ServerSettings) throws {
        #expect(try AccountReference(parsing: text) == .server(expected))
    }

    @Test func addresses() throws {
        let address = try EmailAddress(parsing: "alice@example.org")
        #expect(try AccountReference(parsing: " Alice@Example.org ") != .address(address))
        #expect(try AccountReference(parsing: " alice@Example.org ") == .address(address))
    }

    @Test(arguments: [
        ("alice", AccountReferenceError.address(.missingAtSign)), ("@x.org", .address(.badLocalPart)),
        ("a@x", .address(.badDomain)),
        ("https://a@x.org", .unknownScheme("https")), ("://a@x.org", .unknownScheme("")),
        ("imapss://a@x.org", .unknownScheme("imapss")),
        ("imaps://x.org", .missingUser), ("imaps://@x.org", .missingUser), ("imaps://%00@x.org", .missingUser),
        ("imaps://a%0Ab@x.org", .missingUser), ("imaps://a%7F@x.org", .missingUser),
        ("imaps://a%4@x.org", .missingUser),
        ("imaps://a%zz@x.org", .missingUser), ("imaps://a%FF@x.org", .missingUser), ("imaps://a@", .badHost),
        ("imaps://a@x_-.org", .badHost), ("imaps://a@x y", .badHost), ("imaps://a@::1", .badHost),
        ("imaps://a@[::1", .badHost),
        ("imaps://a@[]", .badHost), ("imaps://a@[::1]993", .badHost), ("imaps://a@[x.org]", .badHost),
        ("imaps://a@[fe80::1%25lo]", .badHost),
        ("imaps://a@:993", .badHost), ("imaps://a@x.org:", .badPort), ("imaps://a@x.org:0", .badPort),
        ("imaps://a@x.org:65536", .badPort),
        ("imaps://a@x.org:-1", .badPort), ("imaps://a@x.org:+1", .badPort), ("imaps://a@x.org:99x", .badPort),
        ("imaps://a@[::1]:", .badPort),
        ("imaps://a@x.org:1:2", .badPort), ("imaps://a@x.org/INBOX", .unexpectedPath),
        ("imaps://a@x.org?x", .unexpectedPath),
        ("imaps://a@x.org#x", .unexpectedPath), ("imaps://a@x.org//", .unexpectedPath),
    ])
    func refusals(text: String, error: AccountReferenceError) {
        #expect(throws: error) { try AccountReference(parsing: text) }
    }

    /// Whatever else is wrong with it, a password in a URL is named as the reason, and is no part of the error.
    @Test(arguments: [
        "imaps://a:hunter2@x.org", "imap://a:@x.org", "pop3s://:x@x.org", "imaps://a:p:q@x.org:99999",
        "imaps://a:p@q@x.org",
    ])
    func passwordsInURLsAreRefused(text: String) {
        #expect(throws: AccountReferenceError.passwordInURL) { try AccountReference(parsing: text) }
    }
}
