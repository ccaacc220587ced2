internal import MailCore

extension SandboxPersonality {
    /// QQ Mail: an authorization code, the last thirty days, refusals in GBK, and a SEARCH that finds everything.
    public static let qq: SandboxPersonality = {
        var qq = SandboxPersonality(id: "qq", name: "QQ邮箱", domain: "qq.com")
        qq.mailExchanger = "mx3.qq.com"
        qq.publications = []
        qq.secret = SandboxSecret(.authorizationCode, "abcdefghijklmnop")
        qq.accountPassword = "my-QQ-password-1"
        qq.accountPasswordRefusals = [
            .imap: SandboxRefusal(
                .no,
                "Please using authorized code to login. More information at http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256"
            ),
            .pop3: SandboxRefusal(
                .no,
                "Please using authorized code to login. More information at http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256"
            ),
            // "请使用授权码登录" in GBK.
            .smtp: SandboxRefusal(
                .no,
                bytes: Array("535 Error: ".utf8) + [
                    0xC7, 0xEB, 0xCA, 0xB9, 0xD3, 0xC3, 0xCA, 0xDA, 0xC8, 0xA8, 0xC2, 0xEB, 0xB5, 0xC7, 0xC2, 0xBC,
                ]),
        ]
        qq.mailboxes = [
            SandboxOwnMailbox("Sent Messages", .sent), SandboxOwnMailbox("Drafts", .drafts),
            SandboxOwnMailbox("Deleted Messages", .trash), SandboxOwnMailbox("Junk", .junk),
        ]
        qq.imap.greeting = "QQMail XMIMAP4Server ready"
        qq.imap.extensions = [.id, .idle, .namespace, .startTLS, .uidplus]
        qq.imap.announcedBeforeLogin = qq.imap.extensions
        qq.imap.otherCapabilities = ["IMAP4", "XLIST"]
        qq.imap.otherCapabilitiesBeforeLogin = ["IMAP4"]
        qq.imap.mechanisms = ["PLAIN", "LOGIN"]
        qq.imap.keepsKeywords = false
        qq.imap.searchFindsAll = true
        qq.imap.window = .days(30)
        qq.imap.loginRefusal = SandboxRefusal(.no, failure)
        qq.pop3.greeting = "QQMail XMPOP3Server v1.0 Service Ready"
        qq.pop3.window = .days(30)
        qq.pop3.extensions = [.top, .uidl, .user, .stls]
        qq.pop3.loginRefusal = SandboxRefusal(.no, failure)
        qq.smtp.hostName = "newxmesmtplogicsvrszc13-0.qq.com"
        qq.smtp.greeting = "XMail Esmtp QQ Mail Server."
        qq.smtp.size = 73_400_320
        qq.smtp.mechanisms = ["LOGIN", "PLAIN"]
        qq.smtp.loginRefusal = SandboxRefusal(.no, "535 " + failure)
        qq.smtp.senderRefusal = "501 Mail from address must be same as authorization user."
        return qq
    }()

    /// One text for five causes.
    private static let failure =
        "Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy."
}
