internal import MailCore

// Google
extension LoginMeaning {
    static let googleAppPassword = LoginMeaning(
        code: .appPasswordRequired,
        message: LocalizedText(
            "Google does not accept the password of the account here; it wants an app password.",
            zhHans: "Google 不接受账户密码，需要使用“应用专用密码”。"),
        remedy: LocalizedText(
            "Turn on 2-Step Verification, make an app password (16 letters) and use it as the password.",
            zhHans: "请开启两步验证，生成应用专用密码（16 个字母），并用它作为密码。"),
        url: "https://myaccount.google.com/apppasswords")

    static let googleCredentials = LoginMeaning(
        code: .loginRefused,
        message: LocalizedText(
            "Google refused the user name or password.", zhHans: "Google 拒绝了用户名或密码。"),
        remedy: LocalizedText(
            "Only an app password (16 letters) works here, and making one needs 2-Step Verification.",
            zhHans: "这里只能使用应用专用密码（16 个字母）；生成它需要先开启两步验证。"),
        url: "https://myaccount.google.com/apppasswords")

    static let googleWebLogin = LoginMeaning(
        code: .webLoginRequired,
        message: LocalizedText(
            "Google wants to see you in the browser before it lets a new program in.", zhHans: "Google 要求先在浏览器中确认登录。"),
        remedy: LocalizedText(
            "Sign in to the account in a browser on this network, confirm that it was you, and try again.",
            zhHans: "请在此网络的浏览器中登录该账户，确认是您本人操作，然后重试。"),
        url: "https://accounts.google.com/")

    static let googleIMAPOff = LoginMeaning(
        code: .imapDisabled,
        message: LocalizedText("IMAP is turned off in this Google account.", zhHans: "该 Google 账户没有开启 IMAP。"),
        remedy: LocalizedText("Turn it on in Gmail's settings.", zhHans: "请在 Gmail 设置中开启 IMAP。"),
        url: "https://support.google.com/mail/answer/7126229")

    static let googleIMAPOffForDomain = LoginMeaning(
        code: .imapDisabled,
        message: LocalizedText(
            "IMAP is not allowed for this Google account.", zhHans: "该 Google 账户不允许使用 IMAP。"),
        remedy: LocalizedText(
            "The administrator of the organisation (or family) has to allow it.", zhHans: "需要由组织（或家庭）的管理员允许。"))

    static let googleBandwidth = LoginMeaning(
        code: .temporarilyUnavailable,
        message: LocalizedText(
            "The daily transfer limit of this Google account is used up.", zhHans: "该 Google 账户当天的流量已用完。"),
        remedy: LocalizedText("Try again tomorrow.", zhHans: "请明天再试。"))
}

// Microsoft
extension LoginMeaning {
    static let microsoftOAuth = LoginMeaning(
        code: .oauthRequired,
        message: LocalizedText(
            "Microsoft no longer accepts passwords from mail programs, only a sign-in in the browser (OAuth).",
            zhHans: "微软不再接受邮件客户端使用密码，只接受浏览器登录（OAuth）。"),
        remedy: LocalizedText(
            "No password will work, so do not try others. An OAuth access token is needed.",
            zhHans: "任何密码都无法登录，请不要再尝试。需要使用 OAuth 访问令牌。"),
        url: "https://support.microsoft.com/office/d088b986-291d-42b8-9564-9c414e2aa040")

    static let microsoftNotConnected = LoginMeaning(
        code: .imapDisabled,
        message: LocalizedText(
            "The sign-in was right, but this mailbox cannot be opened over IMAP.", zhHans: "登录正确，但该邮箱无法通过 IMAP 打开。"),
        remedy: LocalizedText(
            "Turn IMAP on in Outlook's settings; in a company the administrator has to.",
            zhHans: "请在 Outlook 设置中开启 IMAP；企业账户需由管理员开启。"),
        url: "https://outlook.live.com/mail/0/options/mail/forwarding")

    static let microsoftBlocked = LoginMeaning(
        code: .webLoginRequired,
        message: LocalizedText("Microsoft has blocked this account for now.", zhHans: "微软暂时冻结了该账户。"),
        remedy: LocalizedText(
            "Sign in to the account in a browser and follow what it asks.", zhHans: "请在浏览器中登录该账户并按提示操作。"),
        url: "https://account.live.com/")
}

// NetEase and Tencent
extension LoginMeaning {
    static let netEaseCode = LoginMeaning(
        code: .authorizationCodeRequired,
        message: LocalizedText(
            "NetEase refused the login: it wants an authorization code (授权码), not the password of the web site.",
            zhHans: "网易拒绝登录：这里需要客户端授权码，而不是网页登录密码。"),
        remedy: LocalizedText(
            "In the web mail open Settings → POP3/SMTP/IMAP, turn IMAP on, make a code (16 letters) and use it as the password.",
            zhHans: "请在网页邮箱的“设置 → POP3/SMTP/IMAP”中开启 IMAP，生成授权码（16 个字母），并用它作为密码。"),
        url: "https://help.mail.163.com/")

    static let netEaseEnterprise = LoginMeaning(
        code: .loginRefused,
        message: LocalizedText(
            "NetEase's business mail does not let this account in from here.", zhHans: "网易企业邮箱不允许该账户在此登录。"),
        remedy: LocalizedText(
            "Ask the administrator: the network may not be allowed, the user disabled, or the server the wrong one for the domain.",
            zhHans: "请联系管理员：可能是 IP 未被允许、用户被停用，或服务器与域名不对应。"))

    static let tencentCode = LoginMeaning(
        code: .authorizationCodeRequired,
        message: LocalizedText(
            "QQ Mail wants an authorization code (授权码), not the password of QQ.", zhHans: "QQ 邮箱需要授权码，而不是 QQ 密码。"),
        remedy: LocalizedText(
            "In the web mail turn IMAP on, make a code (16 letters, no blanks) and use it as the password.",
            zhHans: "请在网页邮箱中开启 IMAP 服务，生成授权码（16 个字母，不含空格），并用它作为密码。"),
        url: "https://service.mail.qq.com/detail/0/76")

    static let tencentChecklist = LoginMeaning(
        code: .authorizationCodeRequired,
        message: LocalizedText(
            "QQ Mail refused the login. Most often the authorization code is wrong or expired, or IMAP is turned off.",
            zhHans: "QQ 邮箱拒绝登录。最常见的原因是授权码错误或已失效，或没有开启 IMAP 服务。"),
        remedy: LocalizedText(
            "Check in this order: IMAP is on, the code is new and without blanks, then wait half an hour. A company's "
                + "own domain uses imap.exmail.qq.com.",
            zhHans: "请依次检查：已开启 IMAP；授权码是最新的且不含空格；等待半小时再试。企业邮箱请使用 imap.exmail.qq.com。"),
        url: "https://service.mail.qq.com/detail/0/76")

    static let tencentFrequency = LoginMeaning(
        code: .temporarilyUnavailable,
        message: LocalizedText("QQ Mail saw too many logins in a short time.", zhHans: "QQ 邮箱检测到短时间内登录过于频繁。"),
        remedy: LocalizedText("Wait at least half an hour.", zhHans: "请至少等待半小时。"))
}

// Others
extension LoginMeaning {
    static let appleAppPassword = LoginMeaning(
        code: .appPasswordRequired,
        message: LocalizedText(
            "iCloud Mail wants an app-specific password, not the password of the Apple account.",
            zhHans: "iCloud 邮件需要“App 专用密码”，而不是 Apple 账户密码。"),
        remedy: LocalizedText(
            "Make one at account.apple.com (it looks like xxxx-xxxx-xxxx-xxxx) and use it as the password.",
            zhHans: "请在 account.apple.com 生成（形如 xxxx-xxxx-xxxx-xxxx），并用它作为密码。"),
        url: "https://support.apple.com/102654")

    static let appPassword = LoginMeaning(
        code: .appPasswordRequired,
        message: LocalizedText(
            "The provider does not accept the password of the account here; it wants an app password.",
            zhHans: "该服务商不接受账户密码，需要使用应用专用密码。"),
        remedy: LocalizedText(
            "Make an app password in the security settings of the account and use it as the password.",
            zhHans: "请在账户的安全设置中生成应用专用密码，并用它作为密码。"))

    static let imapOff = LoginMeaning(
        code: .imapDisabled,
        message: LocalizedText("IMAP is turned off in this account.", zhHans: "该账户没有开启 IMAP。"),
        remedy: LocalizedText("Turn it on in the provider's web settings.", zhHans: "请在服务商的网页设置中开启 IMAP。"))
}
