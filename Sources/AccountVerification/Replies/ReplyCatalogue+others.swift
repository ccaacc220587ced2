internal import MailCore

extension ReplyCatalogue {
    static let others = [
        ReplyCause(
            .appPasswordRequired, .user,
            "iCloud Mail wants an app-specific password, not the password of the Apple account.",
            zhHans: "iCloud 邮件需要“App 专用密码”，而不是 Apple 账户密码。",
            remedy:
                "Make one at account.apple.com (it looks like xxxx-xxxx-xxxx-xxxx) and use it as the password. For IMAP "
                + "the user name is the part before the @.",
            zhHans: "请在 account.apple.com 生成（形如 xxxx-xxxx-xxxx-xxxx），并用它作为密码。IMAP 的用户名是 @ 之前的部分。",
            page: "https://support.apple.com/102654",
            said: [.anyRefusal(by: .apple)]),
        ReplyCause(
            .appPasswordRequired, .user,
            "Fastmail wants an app password, not the password of the account.",
            zhHans: "Fastmail 需要使用应用专用密码，而不是账户密码。",
            remedy:
                "Make one in the account's privacy and security settings. The Basic plan has no access for mail programs.",
            zhHans: "请在账户的隐私与安全设置中生成。Basic 套餐不支持邮件客户端。",
            page: "https://www.fastmail.help/hc/en-us/articles/360058752854",
            said: [.anyRefusal(by: .fastmail)]),
        ReplyCause(
            .imapDisabled, .user,
            "IMAP is turned off in this account.",
            zhHans: "该账户没有开启 IMAP。",
            remedy: "Turn it on in the provider's web settings; in a company the administrator may have to.",
            zhHans: "请在服务商的网页设置中开启 IMAP；企业账户可能需要管理员操作。",
            page: "https://www.zoho.com/mail/help/imap-access.html",
            said: [.from(.zoho, "you are yet to enable imap for your account"), "you are yet to enable imap"]),
        ReplyCause(
            .loginRefused, .user,
            "Zoho refused the user name or password.",
            zhHans: "Zoho 拒绝了用户名或密码。",
            remedy:
                "With two-factor login an app password is needed. Each region has its own servers (.com, .eu, .in, .com.au, "
                + ".jp): the wrong one refuses the right password. Many free plans have no IMAP.",
            zhHans: "开启两步验证后需要使用应用专用密码。每个地区有各自的服务器（.com、.eu、.in、.com.au、.jp）：地区不对时，正确的密码也会被拒绝。许多免费套餐不支持 IMAP。",
            page: "https://www.zoho.com/mail/help/imap-access.html",
            said: [.anyRefusal(by: .zoho)]),
        ReplyCause(
            .imapDisabled, .user,
            "Comcast refused the login: access for mail programs may be turned off, or the password is wrong.",
            zhHans: "Comcast 拒绝登录：可能没有允许邮件客户端访问，或密码错误。",
            remedy: "Turn on third-party email access in the account's settings.",
            zhHans: "请在账户设置中允许第三方邮件客户端访问。",
            page: "https://www.xfinity.com/support/articles/third-party-email-access",
            said: [.anyRefusal(by: .comcast)]),
        ReplyCause(
            .imapDisabled, .user,
            "Free refused the login: sending with a password is turned off there until you turn it on.",
            zhHans: "Free 拒绝登录：用密码发信默认关闭，需要先开启。",
            remedy: "Turn authenticated SMTP on in the account's settings, and check user name and password.",
            zhHans: "请在账户设置中开启 SMTP 认证，并检查用户名和密码。",
            page: "https://assistance.free.fr/",
            said: [.anyRefusal(by: .freeFr, in: .smtp)]),
        ReplyCause(
            .loginRefused, .user,
            "The provider finds the password too simple.",
            zhHans: "服务商认为密码过于简单。",
            remedy: "Set a stronger one in the provider's web settings, and use that.",
            zhHans: "请在服务商的网页设置中设置更复杂的密码，并使用新密码。",
            said: ["your password is too simple"]),
        ReplyCause(
            .placeRefused, .administrator,
            "The server lets nobody in from this country.",
            zhHans: "服务器不允许从此国家或地区登录。",
            remedy: "Ask the hoster to allow it, or turn the block off in its control panel.",
            zhHans: "请联系主机商解除限制，或在其控制面板中关闭该限制。",
            said: ["country is blacklisted", "login denied -- country"]),
        ReplyCause(
            .commandRefused, .administrator,
            "The Domino server cannot open the mailbox.",
            zhHans: "Domino 服务器无法打开该邮箱。",
            remedy: "The administrator has to enable the mail file for IMAP (load convert -e).",
            zhHans: "需要管理员为该邮件文件启用 IMAP（load convert -e）。",
            said: ["login failure, cannot convert mailbox"]),
    ]
}
