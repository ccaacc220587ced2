internal import MailCore

extension ReplyCatalogue {
    /// Aliyun, Sina, Sohu, China Mobile (139) and China Telecom (189).
    static let china = [
        ReplyCause(
            .appPasswordRequired, .user,
            "Alibaba Mail refused the user name or password.",
            zhHans: "阿里邮箱拒绝了用户名或密码。",
            remedy: "Where the company demands it, a security password for mail programs (三方客户端安全密码) is needed, "
                + "made in the web mail.",
            zhHans: "如果企业有此要求，需要使用在网页邮箱中生成的三方客户端安全密码。",
            page: "https://help.aliyun.com/document_detail/36687.html",
            said: ["526 authentication failure", .from(.aliyun, "authentication failure"), .anyRefusal(by: .aliyun)]),
        ReplyCause(
            .temporarilyUnavailable, .nobody,
            "The provider saw too much sent in a short time.",
            zhHans: "短时间内发送过于频繁。",
            remedy: "Wait an hour, and send more slowly.",
            zhHans: "请等待一小时，并降低发送频率。",
            said: ["too frequently sending", "sending too frequently"]),
        ReplyCause(
            .authorizationCodeRequired, .user,
            "Sina Mail refused the login: it wants an authorization code (授权码), not the password of the web site.",
            zhHans: "新浪邮箱拒绝登录：这里需要授权码，而不是网页登录密码。",
            remedy:
                "In the web mail open Settings → 客户端 POP/IMAP/SMTP, turn the service on and make a code (16 characters). "
                + "Turning all services off makes the code void.",
            zhHans: "请在网页邮箱“设置 → 客户端pop/imap/smtp”中开启服务并生成授权码（16 个字符）。关闭全部服务会使授权码失效。",
            page: "https://mail.sina.com.cn/",
            said: [.anyRefusal(by: .sina)]),
        ReplyCause(
            .authorizationCodeRequired, .user,
            "Sohu Mail refused the login: it wants the separate password for mail programs (独立密码).",
            zhHans: "搜狐邮箱拒绝登录：这里需要客户端独立密码，而不是网页登录密码。",
            remedy: "In the web mail turn the service on and make the separate password.",
            zhHans: "请在网页邮箱中开启服务并生成独立密码。",
            page: "https://mail.sohu.com/",
            said: [.anyRefusal(by: .sohu)]),
        ReplyCause(
            .authorizationCodeRequired, .user,
            "139 Mail refused the login: it wants an authorization code (客户端授权码).",
            zhHans: "139 邮箱拒绝登录：这里需要客户端授权码。",
            remedy: "In the web mail turn IMAP on and make the code.",
            zhHans: "请在网页邮箱中开启 IMAP 并生成客户端授权码。",
            page: "https://mail.10086.cn/",
            said: [.anyRefusal(by: .chinaMobile)]),
        ReplyCause(
            .authorizationCodeRequired, .user,
            "189 Mail refused the login: most likely it wants the separate password for mail programs.",
            zhHans: "189 邮箱拒绝登录：很可能需要客户端专用密码。",
            remedy: "In the web mail turn IMAP on and make the password for mail programs (客户端专用密码).",
            zhHans: "请在网页邮箱中开启 IMAP 并生成客户端专用密码。",
            page: "https://mail.189.cn/",
            said: [.anyRefusal(by: .chinaTelecom)]),
    ]
}
