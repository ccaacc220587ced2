internal import MailCore

extension SandboxPersonality {
    /// Zoho: app passwords with two-factor login, IMAP to be turned on, and servers of each region.
    public static let zoho: SandboxPersonality = {
        var zoho = SandboxPersonality(id: "zoho", name: "Zoho Mail", domain: "zohomail.com")
        zoho.endpoints = SandboxEndpoint.usual(imap: "imap.zoho.com", pop3: "pop.zoho.com", smtp: "smtp.zoho.com")
        zoho.mailExchanger = "mx.zoho.com"
        zoho.publications = []
        zoho.secret = SandboxSecret(.appPassword, "abcdefgh1234")
        zoho.accountPassword = "my-Zoho-password-1"
        zoho.accountPasswordRefusals = [
            .imap: SandboxRefusal(
                .no,
                "[ALERT] You are yet to enable IMAP for your account. Please contact your administrator (Failure)")
        ]
        zoho.mailboxes = [
            SandboxOwnMailbox("Drafts", .drafts), SandboxOwnMailbox("Templates"), SandboxOwnMailbox("Snoozed"),
            SandboxOwnMailbox("Sent", .sent), SandboxOwnMailbox("Spam", .junk), SandboxOwnMailbox("Trash", .trash),
        ]
        zoho.imap.greeting = "imap.zoho.com Zoho Mail IMAP4rev1 Server version 1.0"
        zoho.imap.extensions = [
            .appendLimit, .children, .condstore, .enable, .esearch, .id, .idle, .literalPlus, .move, .namespace, .quota,
            .saslIR, .specialUse, .uidplus, .unselect,
        ]
        zoho.imap.mechanisms = ["PLAIN", "XOAUTH2"]
        zoho.imap.loginRefusal = SandboxRefusal(.no, "[AUTHENTICATIONFAILED] Invalid credentials(Failure)")
        zoho.pop3.greeting = "POP3 server ready"
        zoho.pop3.loginRefusal = SandboxRefusal(.no, "[AUTH] Username or password is incorrect")
        zoho.smtp.hostName = "mx.zohomail.com"
        zoho.smtp.loginRefusal = SandboxRefusal(.no, "535 Authentication Failed")
        return zoho
    }()
}
