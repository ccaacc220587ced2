extension SandboxPersonality {
    /// Dovecot: everything that its extensions make fast.
    public static let dovecot: SandboxPersonality = {
        var dovecot = SandboxPersonality(id: "dovecot", name: "Dovecot", domain: "dovecot.example")
        dovecot.imap.greeting = "Dovecot ready."
        dovecot.imap.extensions = Set(IMAPExtension.allCases).subtracting([
            .gmail, .literalMinus, .objectID, .partial, .uidOnly, .xlist,
        ])
        dovecot.imap.identity = [SandboxHTTPField("name", "Dovecot")]
        dovecot.imap.mechanisms = ["PLAIN", "LOGIN", "SCRAM-SHA-256"]
        dovecot.imap.connections = 10
        dovecot.imap.connectionRefusal = SandboxRefusal(
            .no,
            "[UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)")
        dovecot.pop3.greeting = "Dovecot ready."
        return dovecot
    }()
}
