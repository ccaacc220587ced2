internal import MailCore

extension ReplyCatalogue {
    static let microsoft = [
        ReplyCause(
            .oauthRequired, .user,
            "Microsoft no longer accepts passwords from mail programs, only a sign-in in the browser (OAuth).",
            zhHans: "微软不再接受邮件客户端使用密码，只接受浏览器登录（OAuth）。",
            remedy: "No password will work, so do not try others. Sign in with godwit login and your address.",
            zhHans: "任何密码都无法登录，请不要再尝试。请用 godwit login 加邮箱地址登录。",
            page: "https://support.microsoft.com/office/d088b986-291d-42b8-9564-9c414e2aa040",
            said: [
                "basic authentication is disabled", "basicauthblocked", .from(.microsoft, "login failed", at: .login),
                .from(.microsoft, "authenticate failed", at: .login), .anyRefusal(by: .microsoft),
            ]),
        ReplyCause(
            .imapDisabled, .user,
            "The sign-in was right, but this mailbox cannot be opened by mail programs.",
            zhHans: "登录正确，但该邮箱无法由邮件客户端打开。",
            remedy:
                "Turn IMAP on in Outlook's settings; in a company the administrator has to. With OAuth, the token's "
                + "scope may be the wrong one.",
            zhHans: "请在 Outlook 设置中开启 IMAP；企业账户需由管理员开启。使用 OAuth 时，令牌的权限范围也可能不对。",
            page: "https://outlook.live.com/mail/0/options/mail/forwarding",
            said: ["user is authenticated but not connected"]),
        ReplyCause(
            .webLoginRequired, .user,
            "Microsoft has blocked this account for now.",
            zhHans: "微软暂时冻结了该账户。",
            remedy: "Sign in to the account in a browser and follow what it asks.",
            zhHans: "请在浏览器中登录该账户并按提示操作。",
            page: "https://account.live.com/",
            said: ["account is blocked. login to your account via a web browser"]),
        ReplyCause(
            .accountLocked, .user,
            "Microsoft has locked this account.",
            zhHans: "微软锁定了该账户。",
            remedy: "Sign in to the account in a browser and unlock it; in a company the administrator can.",
            zhHans: "请在浏览器中登录并解锁该账户；企业账户可由管理员解锁。",
            page: "https://account.live.com/",
            said: [.from(.microsoft, "account locked"), .from(.microsoft, "account is locked")]),
        ReplyCause(
            .imapDisabled, .administrator,
            "Sending by mail programs (SMTP AUTH) is turned off in this organisation or mailbox.",
            zhHans: "该组织或该邮箱关闭了邮件客户端发信（SMTP AUTH）。",
            remedy:
                "The administrator can allow it: Set-CASMailbox -Identity USER -SmtpClientAuthenticationDisabled $false",
            zhHans: "管理员可以开启：Set-CASMailbox -Identity 用户 -SmtpClientAuthenticationDisabled $false",
            page: "https://aka.ms/smtp_auth_disabled",
            said: [
                "smtpclientauthentication is disabled for the tenant",
                "smtpclientauthentication is disabled for the mailbox",
            ]),
        ReplyCause(
            .loginRefused, .administrator,
            "A rule of the organisation does not let mail programs in.",
            zhHans: "组织的安全策略不允许邮件客户端登录。",
            remedy: "Ask the administrator: security defaults or conditional access refuse this sign-in.",
            zhHans: "请联系管理员：安全默认值或条件访问策略拒绝了此次登录。",
            page: "https://aka.ms/smtp_auth_disabled",
            said: [
                "user is locked by your organization's security defaults policy",
                "did not meet the criteria to be authenticated successfully",
            ]),
        ReplyCause(
            .loginRefused, .user,
            "Microsoft refused the user name or password.",
            zhHans: "微软拒绝了用户名或密码。",
            remedy: "Check both. Microsoft's own services accept only a sign-in in the browser (OAuth); a company's "
                + "server may want DOMAIN\\user.",
            zhHans: "请检查两者。微软自己的服务只接受浏览器登录（OAuth）；企业自建服务器可能要求“域\\用户名”。",
            said: ["the user credentials were incorrect", "5.7.3 authentication unsuccessful"]),
        ReplyCause(
            .noCommonMechanism, .administrator,
            "The server does not take this way to log in.",
            zhHans: "服务器不接受这种登录方式。",
            remedy: "The way to log in is turned off there: with Microsoft use OAuth, elsewhere ask the administrator.",
            zhHans: "服务器关闭了该登录方式：微软账户请使用 OAuth，其他服务器请联系管理员。",
            said: ["unrecognized authentication type", "authentication mechanism not supported"]),
        ReplyCause(
            .temporarilyUnavailable, .nobody,
            "Microsoft slows this account down for a while.",
            zhHans: "微软暂时限制了该账户的访问频率。",
            remedy: "Wait at least five minutes without trying; asking again makes it longer.",
            zhHans: "请至少等待五分钟，期间不要重试；重试会延长限制。",
            said: ["request is throttled", "suggested backoff time", .from(.microsoft, "connection closed. 14")]),
        ReplyCause(
            .tokenRefused, .user,
            "The access token has ended, or Microsoft's server has lost the session.",
            zhHans: "访问令牌已过期，或微软服务器丢失了会话。",
            remedy: "Get a new token and connect again.",
            zhHans: "请获取新的令牌并重新连接。",
            said: [
                .from(.microsoft, "command error. 10"), .from(.microsoft, "command error. 12"), "session invalidated",
            ]),
        ReplyCause(
            .tokenRefused, .administrator,
            "The organisation has not allowed this program to read mail.",
            zhHans: "该组织尚未允许本程序访问邮件。",
            remedy: "An administrator has to consent to the program once for the whole organisation.",
            zhHans: "需要管理员为整个组织同意授权一次。",
            page: "https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent",
            said: ["aadsts65001", "aadsts65006", "aadsts90094", "need admin approval"]),
        ReplyCause(
            .tokenRefused, .user,
            "The sign-in has ended, or was for another purpose than mail.",
            zhHans: "登录授权已失效，或其权限范围不包含邮件。",
            remedy: "Sign in again, with the scope https://outlook.office.com/IMAP.AccessAsUser.All.",
            zhHans: "请重新登录授权，权限范围为 https://outlook.office.com/IMAP.AccessAsUser.All。",
            said: ["aadsts70000", "aadsts70008", "aadsts50173", "invalid_grant"]),
        ReplyCause(
            .serverSaidBye, .nobody,
            "The Exchange server is not available at the moment.",
            zhHans: "Exchange 服务器暂时不可用。",
            remedy: "Try again in a few minutes; if it stays so, ask the administrator.",
            zhHans: "请过几分钟再试；如果一直如此，请联系管理员。",
            said: ["server unavailable. 15", "command received in invalid state"]),
    ]
}
