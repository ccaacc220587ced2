extension SandboxPersonality {
    /// Cyrus: an inbox that all folders are below, and strict about what mail may hold.
    public static let cyrus: SandboxPersonality = {
        var cyrus = SandboxPersonality(id: "cyrus", name: "Cyrus", domain: "cyrus.example")
        cyrus.imap.greeting = "mail.cyrus.example Cyrus IMAP 3.6.1 server ready"
        cyrus.imap.delimiter = "."
        cyrus.imap.prefix = "INBOX."
        cyrus.imap.extensions = Set(IMAPExtension.allCases).subtracting([
            .gmail, .literalMinus, .partial, .uidOnly, .xlist,
        ])
        cyrus.imap.loginRefusal = SandboxRefusal(.no, "Login failed: authentication failure")
        cyrus.imap.refusals = [
            IMAPRefusalRule(
                "APPEND", when: .messageWithNUL,
                refusal: SandboxRefusal(.no, "Message contains NUL characters"))
        ]
        cyrus.pop3.offersAPOP = false
        cyrus.pop3.greeting = "mail.cyrus.example Cyrus POP3 3.6.1 server ready"
        return cyrus
    }()
}
