extension SandboxPersonality {
    /// Aliyun: XLIST only, and a SEARCH that takes neither lists nor parentheses.
    public static let aliyun: SandboxPersonality = {
        var aliyun = SandboxPersonality(id: "aliyun", name: "阿里邮箱", domain: "aliyun.com")
        aliyun.endpoints = SandboxEndpoint.usual(
            imap: "imap.aliyun.com", pop3: "pop3.aliyun.com", smtp: "smtp.aliyun.com")
        aliyun.mailExchanger = "mx2.mail.aliyun.com"
        aliyun.publications = []
        aliyun.mailboxes = [
            SandboxOwnMailbox("草稿", .drafts), SandboxOwnMailbox("已发送", .sent), SandboxOwnMailbox("已删除邮件", .trash),
            SandboxOwnMailbox("垃圾邮件", .junk),
        ]
        aliyun.imap.greeting = "AliYun IMAP Server Ready(127.0.0.1)"
        aliyun.imap.greetingHasCapabilities = false
        aliyun.imap.extensions = [.id, .idle, .saslIR, .uidplus, .xlist]
        aliyun.imap.announcedBeforeLogin = aliyun.imap.extensions
        aliyun.imap.mechanisms = ["PLAIN"]
        aliyun.imap.keepsKeywords = false
        aliyun.imap.loginRefusal = SandboxRefusal(.no, "LOGIN failed: Authentication failure")
        aliyun.imap.refusals = [
            IMAPRefusalRule("SEARCH", when: .contains("("), refusal: invalidParameters),
            IMAPRefusalRule("UID SEARCH", when: .contains("("), refusal: invalidParameters),
            IMAPRefusalRule("SEARCH", when: .contains("CHARSET"), refusal: invalidParameters),
            IMAPRefusalRule("UID SEARCH", when: .contains("CHARSET"), refusal: invalidParameters),
        ]
        aliyun.pop3.greeting = "AliYun POP3 Server Ready"
        aliyun.pop3.loginRefusal = SandboxRefusal(.no, "Authentication failure")
        aliyun.smtp.hostName = "smtp.aliyun-inc.com"
        aliyun.smtp.greeting = "MX AliMail Server"
        aliyun.smtp.loginRefusal = SandboxRefusal(.no, "526 Authentication failure[0]")
        return aliyun
    }()

    private static let invalidParameters = SandboxRefusal(.bad, "invalid command or parameters")
}
