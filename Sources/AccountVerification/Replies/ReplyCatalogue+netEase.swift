internal import MailCore

extension ReplyCatalogue {
    /// NetEase, and Coremail, which it runs and universities use.
    static let netEase = [
        ReplyCause(
            .authorizationCodeRequired, .user,
            "NetEase refused the login: it wants an authorization code (授权码), not the password of the web site.",
            zhHans: "网易拒绝登录：这里需要客户端授权码，而不是网页登录密码。",
            remedy: "In the web mail open Settings → POP3/SMTP/IMAP, turn the service on, make a code (16 characters) "
                + "and use it as the password.",
            zhHans: "请在网页邮箱的“设置 → POP3/SMTP/IMAP”中开启服务，生成授权码（16 个字符），并用它作为密码。",
            page: "https://help.mail.163.com/",
            said: [
                "login login error or password error", .from(.netEase, "error: authentication failed", in: .smtp),
                .anyRefusal(by: .netEase),
            ]),
        ReplyCause(
            .imapDisabled, .user,
            "This service is turned off in the NetEase account.",
            zhHans: "该网易账户没有开启此项服务。",
            remedy:
                "In the web mail open Settings → POP3/SMTP/IMAP and turn it on; that also makes the code to log in with.",
            zhHans: "请在网页邮箱的“设置 → POP3/SMTP/IMAP”中开启；开启时会得到登录用的授权码。",
            page: "https://help.mail.163.com/",
            said: ["user has no permission", "user suspended service"]),
        ReplyCause(
            .tooManyAttempts, .nobody,
            "NetEase has locked this network out after too many refused logins.",
            zhHans: "因登录失败次数过多，网易暂时禁止了此网络登录。",
            remedy: "Do not try again for some hours; then use the authorization code (授权码).",
            zhHans: "请在数小时内不要重试；之后请使用授权码登录。",
            said: ["smtp auth error limit exceed", "ip is rejected"]),
        ReplyCause(
            .unsafeLogin, .user,
            "NetEase calls the login unsafe and opens no mailbox.",
            zhHans: "网易认为登录不安全，不允许打开邮箱。",
            remedy:
                "Sign in to the web mail once and confirm the new program; then try again. This program has told its "
                + "name (ID), as NetEase wants.",
            zhHans: "请先登录一次网页邮箱并确认新的客户端，然后重试。本程序已按网易的要求发送身份信息（ID）。",
            page: "https://mail.163.com/",
            said: ["unsafe login", "login is not safe"]),
        ReplyCause(
            .placeRefused, .administrator,
            "NetEase's business mail does not let this account in from this network.",
            zhHans: "网易企业邮箱不允许该账户从此网络登录。",
            remedy: "Ask the administrator to allow the network's address.",
            zhHans: "请联系管理员允许此网络的 IP 地址。",
            said: ["err.login.ipdeny"]),
        ReplyCause(
            .wrongServer, .administrator,
            "This server of NetEase does not know the domain: it lives on another one.",
            zhHans: "该网易服务器上没有此域名：域名在另一组服务器上。",
            remedy: "Ask the administrator which servers are the domain's: imap.qiye.163.com, imaphz.qiye.163.com or "
                + "hwhzimap.qiye.163.com.",
            zhHans: "请向管理员确认服务器：imap.qiye.163.com、imaphz.qiye.163.com 或 hwhzimap.qiye.163.com。",
            page: "https://qiye.163.com/help/client-profile.html",
            said: ["err.login.domainnotexist"]),
        ReplyCause(
            .accountLocked, .administrator,
            "The account is disabled in NetEase's business mail.",
            zhHans: "该账户在网易企业邮箱中已被停用。",
            remedy: "Ask the administrator to enable the user.",
            zhHans: "请联系管理员启用该用户。",
            said: ["err.login.userstatus"]),
        ReplyCause(
            .loginRefused, .administrator,
            "NetEase's business mail does not let this account in.",
            zhHans: "网易企业邮箱不允许该账户登录。",
            remedy: "If the company demands it, an authorization code (授权码) is needed instead of the password; the "
                + "administrator knows, and must have allowed IMAP.",
            zhHans: "如果企业有此要求，需要用客户端授权码代替密码；请向管理员确认，并确认已允许 IMAP。",
            page: "https://qiye.163.com/help/client-profile.html",
            said: ["err.login.", .anyRefusal(by: .netEaseEnterprise)]),
    ]
}
