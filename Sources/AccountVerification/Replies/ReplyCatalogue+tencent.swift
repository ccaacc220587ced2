internal import MailCore

extension ReplyCatalogue {
    static let tencent = [
        ReplyCause(
            .authorizationCodeRequired, .user,
            "QQ Mail wants an authorization code (授权码), not the password of QQ.",
            zhHans: "QQ 邮箱需要授权码，而不是 QQ 密码。",
            remedy:
                "In the web mail turn the service on, make a code (16 letters, no blanks) and use it as the password. "
                + "If the code is right, try once more in a few minutes.",
            zhHans: "请在网页邮箱中开启服务，生成授权码（16 个字母，不含空格），并用它作为密码。如果授权码无误，请过几分钟再试一次。",
            page: "https://service.mail.qq.com/detail/0/76",
            said: [
                "please using authorized code to login", "please enter your authorization code to login",
                "请使用授权码登录",
                // The same in GBK, as it is shown where the system cannot decode it.
                #"\xc7\xeb\xca\xb9\xd3\xc3\xca\xda\xc8\xa8\xc2\xeb"#,
            ]),
        ReplyCause(
            .authorizationCodeRequired, .user,
            "QQ Mail refused the login. Most often the authorization code is wrong or expired, or IMAP is turned off.",
            zhHans: "QQ 邮箱拒绝登录。最常见的原因是授权码错误或已失效，或没有开启 IMAP 服务。",
            remedy:
                "Check in this order: IMAP is on, the code is new and without blanks, then wait half an hour. A company's "
                + "own domain uses imap.exmail.qq.com.",
            zhHans: "请依次检查：已开启 IMAP；授权码是最新的且不含空格；等待半小时再试。企业邮箱请使用 imap.exmail.qq.com。",
            page: "https://service.mail.qq.com/detail/0/76",
            said: [
                "account is abnormal, service is not open, password is incorrect", .from(.tencent, "login fail."),
                .anyRefusal(by: .tencent),
            ]),
        ReplyCause(
            .appPasswordRequired, .user,
            "Tencent's business mail (Exmail) refused the login.",
            zhHans: "腾讯企业邮箱拒绝登录。",
            remedy: "With secure login it wants the password for mail programs (客户端专用密码), made in the web mail; the "
                + "administrator must have allowed IMAP. Personal QQ addresses use imap.qq.com.",
            zhHans: "开启安全登录后需要使用在网页邮箱中生成的客户端专用密码；管理员须已允许 IMAP。个人 QQ 邮箱请使用 imap.qq.com。",
            page: "https://service.exmail.qq.com/",
            said: [
                .from(.tencentEnterprise, "account is abnormal, service is not open, password is incorrect"),
                .anyRefusal(by: .tencentEnterprise),
            ]),
        ReplyCause(
            .tooManyAttempts, .nobody,
            "QQ Mail saw too many logins in a short time.",
            zhHans: "QQ 邮箱检测到短时间内登录过于频繁。",
            remedy: "Wait at least half an hour.",
            zhHans: "请至少等待半小时。",
            said: ["login frequency limited"]),
    ]
}
