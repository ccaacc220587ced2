extension SandboxPersonality {
    /// Coremail as universities run it.
    public static let coremail: SandboxPersonality = {
        var coremail = SandboxPersonality(id: "coremail", name: "Coremail", domain: "coremail.example")
        coremail.endpoints = SandboxEndpoint.usual(
            imap: "imap.coremail.example", pop3: "pop.coremail.example", smtp: "smtp.coremail.example")
        coremail.mailboxes = Coremail.mailboxes
        coremail.imap = Coremail.imap
        coremail.pop3 = Coremail.pop3
        coremail.smtp = Coremail.smtp
        coremail.smtp.hostName = "coremail.example"
        return coremail
    }()
}
