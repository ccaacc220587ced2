internal import MailCore

extension SandboxPersonality {
    /// Gmail: labels, all mail in one mailbox, app passwords, LITERAL- and no MULTIAPPEND.
    public static let gmail: SandboxPersonality = {
        var gmail = SandboxPersonality(id: "gmail", name: "Gmail", domain: "gmail.com")
        gmail.mailExchanger = "gmail-smtp-in.l.google.com"
        gmail.publications = []
        gmail.secret = SandboxSecret(.appPassword, "abcdefghijklmnop")
        gmail.accountPassword = "my-Google-password-1"
        gmail.accountPasswordRefusals = [
            .imap: SandboxRefusal(
                .no,
                "[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)"
            ),
            .pop3: SandboxRefusal(
                .no, "[AUTH] Application-specific password required: https://support.google.com/accounts/answer/185833"),
            .smtp: SandboxRefusal(
                .no,
                "534-5.7.9 Application-specific password required. For more information, go to\r\n"
                    + "534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp"),
        ]
        gmail.usesLabels = true
        gmail.quota = 15_000_000_000
        gmail.mailboxes = [
            SandboxOwnMailbox("[Gmail]"), SandboxOwnMailbox("[Gmail]/All Mail", .all),
            SandboxOwnMailbox("[Gmail]/Drafts", .drafts), SandboxOwnMailbox("[Gmail]/Important", .important),
            SandboxOwnMailbox("[Gmail]/Sent Mail", .sent), SandboxOwnMailbox("[Gmail]/Spam", .junk),
            SandboxOwnMailbox("[Gmail]/Starred", .flagged), SandboxOwnMailbox("[Gmail]/Trash", .trash),
        ]

        gmail.imap.greeting = "Gimap ready for requests from 127.0.0.1"
        gmail.imap.greetingHasCapabilities = false
        gmail.imap.extensions = [
            .appendLimit, .children, .compress, .condstore, .enable, .esearch, .gmail, .id, .idle, .listExtended,
            .listStatus, .literalMinus, .move, .namespace, .quota, .saslIR, .specialUse, .uidplus, .unselect, .xlist,
        ]
        gmail.imap.announcedBeforeLogin = [
            .children, .gmail, .id, .idle, .namespace, .quota, .saslIR, .unselect, .xlist,
        ]
        gmail.imap.otherCapabilities = ["UTF8=ACCEPT"]
        gmail.imap.otherCapabilitiesBeforeLogin = ["XYZZY"]
        gmail.imap.identity = [SandboxHTTPField("name", "GImap"), SandboxHTTPField("vendor", "Google, Inc.")]
        gmail.imap.mechanisms = ["PLAIN", "XOAUTH2", "OAUTHBEARER"]
        gmail.imap.loginRefusal = SandboxRefusal(.no, "[AUTHENTICATIONFAILED] Invalid credentials (Failure)")
        gmail.imap.connections = 15
        gmail.imap.connectionRefusal = SandboxRefusal(.no, "[ALERT] Too many simultaneous connections. (Failure)")
        gmail.imap.unselectable = ["[Gmail]"]
        gmail.imap.limits.message = 35_651_584
        gmail.imap.refusals = [
            IMAPRefusalRule(
                "APPEND", when: .messageLarger(than: 35_651_584),
                refusal: SandboxRefusal(
                    .no, "[TOOBIG] Message too large. https://support.google.com/mail/answer/6584#limit (Failure)")),
            IMAPRefusalRule(
                "APPEND", when: .messageWithNUL,
                refusal: SandboxRefusal(.bye, "Invalid character in literal.")),
            // The day's transfer limit, then up to a day without any.
            IMAPRefusalRule(
                "", when: .afterBytesReceived(500_000_000),
                refusal: SandboxRefusal(
                    .no, "[OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)",
                    farewell: "Session expired, please login again.")),
            IMAPRefusalRule(
                "", when: .afterBytesSent(2_500_000_000),
                refusal: SandboxRefusal(
                    .no, "[OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)",
                    farewell: "Session expired, please login again.")),
        ]

        gmail.pop3.greeting = "Gpop ready for requests from 127.0.0.1"
        gmail.pop3.mechanisms = ["PLAIN", "XOAUTH2", "OAUTHBEARER"]
        gmail.pop3.loginRefusal = SandboxRefusal(.no, "[AUTH] Username and password not accepted.")
        gmail.pop3.expireDays = 0
        gmail.pop3.hidesRetrieved = true
        gmail.smtp.mechanisms = ["LOGIN", "PLAIN", "XOAUTH2", "OAUTHBEARER"]
        gmail.smtp.hostName = "smtp.gmail.com"
        gmail.smtp.size = 35_882_577
        gmail.smtp.loginRefusal = SandboxRefusal(
            .no,
            "535-5.7.8 Username and Password not accepted. For more information, go to\r\n"
                + "535 5.7.8  https://support.google.com/mail/?p=BadCredentials - gsmtp")
        return gmail
    }()
}
