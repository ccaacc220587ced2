internal import MailCore

extension SandboxPersonality {
    /// Yahoo and AOL: the newest 10,000 messages of a folder, app passwords, messages that have to end in CRLF.
    public static let yahoo: SandboxPersonality = {
        var yahoo = SandboxPersonality(id: "yahoo", name: "Yahoo Mail", domain: "yahoo.com")
        yahoo.endpoints = SandboxEndpoint.usual(
            imap: "imap.mail.yahoo.com", pop3: "pop.mail.yahoo.com", smtp: "smtp.mail.yahoo.com")
        // For those who want everything.
        yahoo.endpoints.append(SandboxEndpoint(.imap, "export.imap.mail.yahoo.com"))
        yahoo.mailExchanger = "mta5.am0.yahoodns.net"
        yahoo.publications = []
        yahoo.secret = SandboxSecret(.appPassword, "abcdefghijklmnop")
        yahoo.accountPassword = "my-Yahoo-password-1"
        yahoo.mailboxes = [
            SandboxOwnMailbox("Archive", .archive), SandboxOwnMailbox("Bulk", .junk),
            SandboxOwnMailbox("Draft", .drafts),
            SandboxOwnMailbox("Sent", .sent), SandboxOwnMailbox("Trash", .trash),
        ]
        yahoo.imap.greeting = "IMAP4rev1 Hello"
        yahoo.imap.extensions = [
            .appendLimit, .condstore, .enable, .esearch, .id, .idle, .literalMinus, .move, .namespace, .objectID,
            .partial, .saslIR, .specialUse, .uidOnly, .uidplus, .unselect,
        ]
        yahoo.imap.announcedBeforeLogin = [.id, .literalMinus, .namespace, .saslIR, .uidplus]
        yahoo.imap.otherCapabilities = ["MESSAGELIMIT=1000", "XYMHIGHESTMODSEQ"]
        yahoo.imap.mechanisms = ["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"]
        yahoo.imap.loginRefusal = SandboxRefusal(.no, "[AUTHENTICATIONFAILED] LOGIN Invalid credentials")
        yahoo.imap.inboxName = "Inbox"
        yahoo.imap.keepsKeywords = false
        yahoo.imap.window = .newest(10_000)
        yahoo.imap.limits.message = 41_697_280
        yahoo.imap.limits.line = 1_000
        yahoo.imap.refusals = [
            IMAPRefusalRule(
                "APPEND", when: .messageWithoutFinalLineEnd,
                refusal: SandboxRefusal(
                    .bad, "[CLIENTBUG] Additional arguments found after last expected argument")),
            IMAPRefusalRule(
                "UID FETCH", when: .afterBytesSent(1_000_000_000), .atMost(times: 1),
                refusal: SandboxRefusal(
                    .no, "[LIMIT] UID FETCH Rate limit hit.", farewell: "Rate limit hit.")),
        ]
        yahoo.pop3.greeting = "Hello from jpop"
        yahoo.pop3.mechanisms = ["PLAIN", "XOAUTH2"]
        yahoo.pop3.expireDays = nil
        yahoo.pop3.loginRefusal = SandboxRefusal(.no, "[AUTH] Invalid credentials")
        yahoo.smtp.hostName = "smtp.mail.yahoo.com"
        yahoo.smtp.size = 41_697_280
        yahoo.smtp.mechanisms = ["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"]
        yahoo.smtp.loginRefusal = SandboxRefusal(.no, "535 5.7.0 (#AUTH005) Too many bad auth attempts.")
        return yahoo
    }()
}
