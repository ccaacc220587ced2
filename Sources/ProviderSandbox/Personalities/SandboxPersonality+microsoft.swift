internal import MailCore

extension SandboxPersonality {
    /// Outlook.com and Microsoft 365: OAuth only, a pause that is asked for, reserved names, mail that cannot be read, and
    /// sizes that are not exact.
    public static let microsoft: SandboxPersonality = {
        var microsoft = SandboxPersonality(id: "microsoft", name: "Outlook.com", domain: "outlook.com")
        microsoft.endpoints = [
            SandboxEndpoint(.imap, "outlook.office365.com"), SandboxEndpoint(.pop3, "outlook.office365.com"),
            SandboxEndpoint(.smtp, "smtp-mail.outlook.com", security: .starttls),
        ]
        microsoft.mailExchanger = "outlook-com.olc.protection.outlook.com"
        microsoft.publications = []
        microsoft.secret = SandboxSecret(.accessToken, "sandbox-access-token")
        microsoft.accountPassword = "my-Microsoft-password-1"
        microsoft.accountPasswordRefusals = [
            .smtp: SandboxRefusal(
                .no, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [sandbox]")
        ]
        microsoft.mailboxes = [
            SandboxOwnMailbox("Archive"), SandboxOwnMailbox("Deleted Items", .trash),
            SandboxOwnMailbox("Drafts", .drafts),
            SandboxOwnMailbox("Junk Email", .junk), SandboxOwnMailbox("Outbox"), SandboxOwnMailbox("Sent Items", .sent),
        ]
        microsoft.imap = .exchange
        microsoft.imap.placeholders = .exchange
        microsoft.imap.mechanisms = ["XOAUTH2"]
        microsoft.imap.allowsLoginCommand = false
        microsoft.imap.loginRefusal = SandboxRefusal(.no, "AUTHENTICATE failed.")
        microsoft.imap.limits.message = 36_700_160
        microsoft.imap.refusals = [
            IMAPRefusalRule(
                "LOGIN",
                refusal: SandboxRefusal(
                    .no, "Basic authentication is disabled.",
                    farewell: "Microsoft Exchange Server IMAP4 server signing off.")),
            IMAPRefusalRule(
                "APPEND", when: .messageLarger(than: 36_700_160),
                refusal: SandboxRefusal(.no, "Maximum size of appendable message has been exceeded.")),
            // Real ones ask for up to five minutes.
            IMAPRefusalRule(
                "", when: .afterCommands(400), .atMost(times: 1),
                refusal: SandboxRefusal(
                    .bad, "Request is throttled. Suggested Backoff Time: 2961 milliseconds",
                    farewell: "Connection closed. 14")),
        ]
        microsoft.pop3.greeting = "The Microsoft Exchange POP3 service is ready."
        microsoft.pop3.extensions = [.top, .uidl, .stls]
        microsoft.pop3.mechanisms = ["XOAUTH2"]
        microsoft.pop3.loginRefusal = SandboxRefusal(.no, "Authentication failure: unknown user name or bad password.")
        microsoft.smtp.hostName = "smtp-mail.outlook.com"
        microsoft.smtp.greeting = "Microsoft ESMTP MAIL Service ready"
        microsoft.smtp.mechanisms = ["LOGIN", "XOAUTH2"]
        microsoft.smtp.loginRefusal = SandboxRefusal(.no, "535 5.7.3 Authentication unsuccessful [sandbox]")
        microsoft.smtp.mechanismRefusal = "504 5.7.4 Unrecognized authentication type"
        return microsoft
    }()
}
