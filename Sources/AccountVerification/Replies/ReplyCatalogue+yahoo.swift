internal import MailCore

extension ReplyCatalogue {
    /// Yahoo, and AOL, AT&T and Sky, which it serves.
    static let yahoo = [
        ReplyCause(
            .appPasswordRequired, .user,
            "Yahoo and AOL do not accept the password of the account here; they want an app password.",
            zhHans: "Yahoo 与 AOL 不接受账户密码，需要使用应用专用密码。",
            remedy:
                "Make an app password (16 letters) in the security settings of the account and use it as the password.",
            zhHans: "请在账户的安全设置中生成应用专用密码（16 个字母），并用它作为密码。",
            page: "https://help.yahoo.com/kb/SLN15241.html",
            said: [
                .from(.yahoo, "login invalid credentials"), .from(.yahoo, "authenticate invalid credentials"),
                .from(.yahoo, "bad credentials"), .anyRefusal(by: .yahoo),
            ]),
        ReplyCause(
            .tooManyAttempts, .nobody,
            "The provider has locked the account for a while after too many refused logins.",
            zhHans: "因登录失败次数过多，服务商暂时锁定了该账户。",
            remedy: "Do not try again for some hours; then use an app password.",
            zhHans: "请在数小时内不要重试；之后请使用应用专用密码。",
            page: "https://help.yahoo.com/kb/SLN15241.html",
            said: ["too many bad auth attempts", "(#auth005)", "login rate limit hit"]),
        ReplyCause(
            .temporarilyUnavailable, .nobody,
            "The provider slows this account down for a while.",
            zhHans: "服务商暂时限制了该账户的访问频率。",
            remedy: "Wait some minutes before the next try.",
            zhHans: "请等待几分钟再试。",
            said: ["rate limit hit"]),
        ReplyCause(
            .accountLocked, .provider,
            "Yahoo has blocked this login.",
            zhHans: "Yahoo 阻止了此次登录。",
            remedy: "Sign in to the account in a browser, and try again later; otherwise ask Yahoo.",
            zhHans: "请在浏览器中登录该账户，稍后再试；否则请联系 Yahoo。",
            page: "https://login.yahoo.com/account/activity",
            said: ["ocf12"]),
        ReplyCause(
            .loginRefused, .user,
            "Yahoo! JAPAN refused the login.",
            zhHans: "Yahoo! JAPAN 拒绝登录。",
            remedy:
                "The user name is the Yahoo! JAPAN ID without @yahoo.co.jp, and access for mail programs (外部アクセス) has "
                + "to be allowed in the web mail.",
            zhHans: "用户名是不带 @yahoo.co.jp 的 Yahoo! JAPAN ID，并且须在网页邮箱中允许外部访问（外部アクセス）。",
            page: "https://support.yahoo-net.jp/PccMail/s/",
            said: [.anyRefusal(by: .yahooJapan)]),
    ]
}
