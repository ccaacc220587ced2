extension SandboxPersonality {
    /// GMX: POP3 and IMAP are off until they are turned on, and few folders.
    public static let gmx: SandboxPersonality = {
        var gmx = SandboxPersonality(id: "gmx", name: "GMX", domain: "gmx.net")
        gmx.endpoints = SandboxEndpoint.usual(imap: "imap.gmx.net", pop3: "pop.gmx.net", smtp: "mail.gmx.net")
        gmx.mailExchanger = "mx00.emig.gmx.net"
        gmx.publications = []
        gmx.quota = 1_000_000_000
        gmx.mailboxes = [
            SandboxOwnMailbox("Entwürfe", .drafts), SandboxOwnMailbox("Gelöscht", .trash),
            SandboxOwnMailbox("Gesendet", .sent), SandboxOwnMailbox("OUTBOX"), SandboxOwnMailbox("Spamverdacht", .junk),
        ]
        gmx.imap.greeting = "IMAP server ready H migmx128 10sandbox IMAP-1N0000-sandbox"
        gmx.imap.extensions = [
            .appendLimit, .children, .enable, .id, .idle, .literalPlus, .move, .namespace, .quota, .saslIR, .specialUse,
            .startTLS, .uidplus, .unselect,
        ]
        gmx.imap.mechanisms = ["PLAIN", "LOGIN"]
        gmx.imap.loginRefusal = SandboxRefusal(.no, "authentication failed")
        gmx.imap.limits.message = 69_920_427
        gmx.pop3.greeting = "POP server ready H migmx128 10sandbox"
        gmx.pop3.loginRefusal = SandboxRefusal(.no, "authentication failed")
        gmx.smtp.hostName = "gmx.net"
        gmx.smtp.greeting = "(mrgmx104) Nemesis ESMTP Service ready"
        gmx.smtp.loginRefusal = SandboxRefusal(.no, "535 Authentication credentials invalid")
        gmx.smtp.size = 69_920_427
        return gmx
    }()
}
