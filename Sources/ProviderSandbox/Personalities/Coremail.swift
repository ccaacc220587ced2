/// What the servers of Coremail have in common, which NetEase runs, too.
enum Coremail {
    static let imap: IMAPServerConfiguration = {
        var imap = IMAPServerConfiguration()
        imap.greeting = "Coremail System IMap Server Ready(sandbox)"
        imap.greetingHasCapabilities = false
        imap.extensions = [
            .appendLimit, .id, .idle, .literalPlus, .saslIR, .specialUse, .startTLS, .uidplus, .xlist,
        ]
        imap.announcedBeforeLogin = imap.extensions
        imap.otherCapabilities = ["XAPPLEPUSHSERVICE", "X-CM-EXT-1"]
        imap.otherCapabilitiesBeforeLogin = imap.otherCapabilities
        imap.mechanisms = ["PLAIN"]
        imap.loginRefusal = SandboxRefusal(.no, "LOGIN Login error or password error")
        imap.limits.message = 71_680_000
        imap.limits.line = 8_000
        // SASL-IR is announced and does not work.
        imap.refusals = [
            IMAPRefusalRule(
                "AUTHENTICATE", when: .contains("AUTHENTICATE PLAIN "),
                refusal: SandboxRefusal(.bad, "Parse command error"))
        ]
        return imap
    }()

    static let pop3: POP3ServerConfiguration = {
        var pop3 = POP3ServerConfiguration()
        pop3.greeting = "Welcome to coremail Mail Pop3 Server (sandbox)"
        pop3.extensions = [.top, .uidl, .user, .stls]
        pop3.loginRefusal = SandboxRefusal(.no, "Unable to log on")
        return pop3
    }()

    static let smtp: SMTPServerConfiguration = {
        var smtp = SMTPServerConfiguration()
        smtp.mechanisms = ["LOGIN", "PLAIN"]
        smtp.loginRefusal = SandboxRefusal(.no, "535 Error: authentication failed")
        smtp.senderRefusal = "553 Mail from must equal authorized user"
        smtp.size = 73_400_320
        return smtp
    }()

    static let mailboxes = [
        SandboxOwnMailbox("草稿箱", .drafts), SandboxOwnMailbox("已发送", .sent), SandboxOwnMailbox("已删除", .trash),
        SandboxOwnMailbox("垃圾邮件", .junk), SandboxOwnMailbox("病毒文件夹"),
    ]

    /// What is said to who has not sent ID.
    static func unsafeLogin(_ command: String) -> IMAPRefusalRule {
        IMAPRefusalRule(
            command, when: .withoutID,
            refusal: SandboxRefusal(.no, "\(command) Unsafe Login. Please contact kefu@188.com for help"))
    }
}
