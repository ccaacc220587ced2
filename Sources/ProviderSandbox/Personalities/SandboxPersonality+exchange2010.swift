extension SandboxPersonality {
    /// Exchange 2010 in a company: no OAuth, small messages, short lines.
    public static let exchange2010: SandboxPersonality = {
        var exchange = SandboxPersonality(id: "exchange-2010", name: "Exchange 2010", domain: "exchange.example")
        exchange.endpoints = SandboxEndpoint.usual(
            imap: "mail.exchange.example", pop3: nil, smtp: "mail.exchange.example")
        exchange.mailboxes = [
            SandboxOwnMailbox("Calendar"), SandboxOwnMailbox("Contacts"), SandboxOwnMailbox("Deleted Items"),
            SandboxOwnMailbox("Drafts"), SandboxOwnMailbox("Junk E-Mail"), SandboxOwnMailbox("Sent Items"),
        ]
        exchange.imap = .exchange
        exchange.imap.placeholders = .exchange
        exchange.imap.mechanisms = ["PLAIN"]
        exchange.imap.loginRefusal = SandboxRefusal(.no, "LOGIN failed.")
        exchange.imap.limits.message = 10_485_760
        exchange.imap.refusals = [
            IMAPRefusalRule(
                "APPEND", when: .messageLarger(than: 10_485_760),
                refusal: SandboxRefusal(.no, "Maximum size of appendable message has been exceeded.")),
            IMAPRefusalRule(
                "APPEND", when: .lineLonger(than: 9_900), refusal: SandboxRefusal(.no, "Server Unavailable. 15")),
        ]
        exchange.smtp.hostName = "mail.exchange.example"
        exchange.smtp.greeting = "Microsoft ESMTP MAIL Service ready"
        exchange.smtp.mechanisms = ["LOGIN"]
        exchange.smtp.size = 10_485_760
        exchange.smtp.loginRefusal = SandboxRefusal(.no, "535 5.7.3 Authentication unsuccessful")
        return exchange
    }()
}
