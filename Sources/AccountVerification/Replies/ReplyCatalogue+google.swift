internal import MailCore

extension ReplyCatalogue {
    static let google = [
        ReplyCause(
            .appPasswordRequired, .user,
            "Google does not accept the password of the account here; it wants an app password.",
            zhHans: "Google 不接受账户密码，需要使用“应用专用密码”。",
            remedy: "Turn on 2-Step Verification, make an app password (16 letters) and use it as the password.",
            zhHans: "请开启两步验证，生成应用专用密码（16 个字母），并用它作为密码。",
            page: "https://myaccount.google.com/apppasswords",
            said: ["application-specific password required", "invalidsecondfactor"]),
        ReplyCause(
            .loginRefused, .user,
            "Google refused the user name or password.",
            zhHans: "Google 拒绝了用户名或密码。",
            remedy: "Only an app password (16 letters) works here, and making one needs 2-Step Verification.",
            zhHans: "这里只能使用应用专用密码（16 个字母）；生成它需要先开启两步验证。",
            page: "https://myaccount.google.com/apppasswords",
            said: [
                "invalid credentials (failure)", "username and password not accepted", "badcredentials",
                .anyRefusal(by: .google),
            ]),
        ReplyCause(
            .webLoginRequired, .user,
            "Google wants to see you in the browser before it lets a new program in.",
            zhHans: "Google 要求先在浏览器中确认登录。",
            remedy: "Sign in to the account in a browser on this network, confirm that it was you, and try again.",
            zhHans: "请在此网络的浏览器中登录该账户，确认是您本人操作，然后重试。",
            page: "https://accounts.google.com/",
            said: ["web login required", "[webalert ", "please log in via your web browser", "webloginrequired"]),
        ReplyCause(
            .imapDisabled, .user,
            "IMAP is turned off in this Google account.",
            zhHans: "该 Google 账户没有开启 IMAP。",
            remedy: "Turn it on in Gmail's settings.",
            zhHans: "请在 Gmail 设置中开启 IMAP。",
            page: "https://support.google.com/mail/answer/7126229",
            said: ["your account is not enabled for imap use"]),
        ReplyCause(
            .imapDisabled, .user,
            "POP is turned off in this Google account.",
            zhHans: "该 Google 账户没有开启 POP。",
            remedy: "Turn it on in Gmail's settings, or use IMAP.",
            zhHans: "请在 Gmail 设置中开启 POP，或改用 IMAP。",
            page: "https://support.google.com/mail/answer/7104828",
            said: ["your account is not enabled for pop"]),
        ReplyCause(
            .imapDisabled, .administrator,
            "Mail programs are not allowed for this Google account.",
            zhHans: "该 Google 账户不允许使用邮件客户端。",
            remedy: "The administrator of the organisation (or family) has to allow it.",
            zhHans: "需要由组织（或家庭）的管理员允许。",
            said: [
                "imap access is disabled for your domain", "imap access is not allowed for this account",
                "pop access is disabled for your domain",
            ]),
        ReplyCause(
            .tooManyConnections, .nobody,
            "The Google account has as many connections as it may: 15 of all programs together.",
            zhHans: "该 Google 账户的连接数已达上限：所有客户端合计 15 个。",
            remedy: "Close other mail programs, or use fewer connections (--connections), and try again.",
            zhHans: "请关闭其他邮件客户端，或减少连接数（--connections），然后重试。",
            said: ["too many simultaneous connections"]),
        ReplyCause(
            .temporarilyUnavailable, .nobody,
            "The daily transfer limit of this Google account is used up.",
            zhHans: "该 Google 账户当天的流量已用完。",
            remedy: "Try again tomorrow.",
            zhHans: "请明天再试。",
            page: "https://support.google.com/a/answer/1071518",
            said: [
                "account exceeded command or bandwidth limits",
                "account has exceeded the gmail bandwidth limit",
                .from(.google, "session expired, please login again"),
                .from(.google, "[throttled]"),
            ]),
        ReplyCause(
            .tooManyAttempts, .nobody,
            "Google saw too many logins in a short time.",
            zhHans: "Google 检测到短时间内登录过于频繁。",
            remedy: "Wait an hour before the next try.",
            zhHans: "请至少等待一小时再试。",
            said: ["too many login attempts"]),
        ReplyCause(
            .tokenRefused, .administrator,
            "Google refused the access token: scope or delegation of the service account is missing.",
            zhHans: "Google 拒绝了访问令牌：缺少权限范围，或服务账户没有全网域授权。",
            remedy: "The administrator has to grant the scope https://mail.google.com/ (domain-wide delegation).",
            zhHans: "需要管理员授予权限范围 https://mail.google.com/（全网域授权）。",
            page: "https://support.google.com/a/answer/162106",
            said: ["unauthorized_client"]),
    ]
}
