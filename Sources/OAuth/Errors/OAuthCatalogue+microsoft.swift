internal import MailCore

extension OAuthCatalogue {
    private static let registrations =
        "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"
    private static let consent = "https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent"

    /// By the numbers of https://learn.microsoft.com/entra/identity-platform/reference-error-codes
    static let microsoft = [
        OAuthCause(
            .adminConsentNeeded, .administrator,
            "The organisation has not allowed this program to read mail.",
            zhHans: "该组织尚未允许本程序访问邮件。",
            remedy: "An administrator has to consent to the program once for the whole organisation.",
            zhHans: "需要管理员为整个组织同意授权一次。", page: consent,
            said: [
                .entra(65001), .entra(65005), .entra(65006), .entra(90008), .entra(90094), .entra(90095),
                .entra(900941),
            ]),
        OAuthCause(
            .signInDenied, .user,
            "The access was not allowed on Microsoft's sign-in page.",
            zhHans: "在微软登录页面上没有同意授权。",
            remedy: "Sign in again and accept what the page asks.", zhHans: "请重新登录，并在页面上同意授权。",
            said: [.entra(65004)]),
        OAuthCause(
            .signInDenied, .user,
            "Microsoft refused the user name or password.",
            zhHans: "微软拒绝了用户名或密码。",
            remedy: "Sign in again, with the password of the account; in a company the administrator can reset it.",
            zhHans: "请用账户密码重新登录；企业账户可由管理员重置密码。",
            said: [.entra(50126), .entra(50034), .entra(50055), .entra(50056)]),
        OAuthCause(
            .signInDenied, .user,
            "Microsoft wants a second factor, or a look at the sign-in page.",
            zhHans: "微软要求多重身份验证，或需要在登录页面上确认。",
            remedy: "Sign in again with godwit login, in a browser.", zhHans: "请用 godwit login 在浏览器中重新登录。",
            said: [.entra(50058), .entra(50072), .entra(50074), .entra(50076), .entra(50079), .entra(16000)]),
        OAuthCause(
            .accountLocked, .administrator,
            "Microsoft has locked or disabled this account.",
            zhHans: "微软锁定或停用了该账户。",
            remedy: "Sign in on Microsoft's page to unlock it; in a company the administrator can.",
            zhHans: "请在微软网站登录并解锁；企业账户可由管理员解锁。", page: "https://account.live.com/",
            said: [.entra(50053), .entra(50057), .entra(50059)]),
        OAuthCause(
            .signInEnded, .user,
            "The sign-in at Microsoft is no longer good: it was not used for long, was revoked, or the password was changed.",
            zhHans: "微软的登录授权已失效：长期未使用、已被撤销，或密码已更改。",
            remedy: "Sign in again with godwit login.", zhHans: "请用 godwit login 重新登录。",
            said: [
                .entra(50173), .entra(70000), .entra(70008), .entra(700082), .entra(700084), .entra(54005),
                .entra(7000024), .entra(50078), .entra(70043),
            ]),
        OAuthCause(
            .policyRefused, .administrator,
            "A rule of the organisation (conditional access) does not allow this sign-in.",
            zhHans: "组织的条件访问策略不允许此次登录。",
            remedy:
                "Ask the administrator: the sign-in log names the rule; --device or this computer may be what it forbids.",
            zhHans: "请联系管理员：登录日志会指明具体策略；被禁止的可能是 --device 方式或这台设备。",
            page: "https://learn.microsoft.com/entra/identity/conditional-access/troubleshoot-conditional-access",
            said: [
                .entra(53000), .entra(53001), .entra(53002), .entra(53003), .entra(53004), .entra(530032),
                .entra(530034), .entra(530036), .entra(50005), .entra(50097),
            ]),
        OAuthCause(
            .policyRefused, .administrator,
            "This person may not use the program: it wants an assignment.",
            zhHans: "此用户未被分配使用该程序的权限。",
            remedy: "The administrator assigns the person to the application, or turns “Assignment required” off.",
            zhHans: "请管理员将该用户分配给此应用，或关闭“需要分配”。",
            said: [.entra(50105), .entra(50177)]),
        OAuthCause(
            .clientRefused, .user,
            "Microsoft does not know this client id in this organisation.",
            zhHans: "微软在该组织中找不到此 client id。",
            remedy:
                "Compare it with the Application (client) ID; a program of one organisation also needs --tenant, and one "
                + "for personal accounts has to support them.",
            zhHans: "请与“应用程序（客户端）ID”核对；单一组织的应用还需 --tenant；用于个人账户的应用须支持个人账户。",
            page: registrations,
            said: [.entra(700016), .entra(700038), .entra(90002), .entra(50194), .entra(7000112), .entra(500112)]),
        OAuthCause(
            .clientRefused, .user,
            "The account belongs to another organisation than the client, or is of a kind that it does not take.",
            zhHans: "账户与客户端不属于同一组织，或客户端不支持这类账户。",
            remedy:
                "Sign in with the right account, or register the client for accounts of any organisation and personal ones.",
            zhHans: "请使用正确的账户登录，或将客户端注册为支持任何组织及个人账户。", page: registrations,
            said: [.entra(50020), .entra(50128), .entra(500021), .entra(9002331), .entra(9002332), .entra(7000012)]),
        OAuthCause(
            .clientRefused, .user,
            "The client secret is wrong.",
            zhHans: "client secret 有误。",
            remedy: "Give the secret's Value, not its Secret ID; it is shown only once, when it is made.",
            zhHans: "请提供密钥的“值”，而不是“机密 ID”；它只在创建时显示一次。", page: registrations,
            said: [.entra(7000215)]),
        OAuthCause(
            .clientRefused, .administrator,
            "The client secret has ended.",
            zhHans: "client secret 已过期。",
            remedy: "Make a new one: Certificates & secrets.", zhHans: "请在“证书和密码”中新建一个。", page: registrations,
            said: [.entra(7000222)]),
        OAuthCause(
            .clientRefused, .user,
            "The client is not registered as a public one, so that Microsoft wants a secret.",
            zhHans: "该客户端没有注册为公共客户端，因此微软要求提供密钥。",
            remedy:
                "Authentication: add the platform “Mobile and desktop applications” with http://localhost, and allow "
                + "public client flows.",
            zhHans: "在“身份验证”中添加平台“移动和桌面应用程序”（http://localhost），并允许公共客户端流。", page: registrations,
            said: [.entra(7000218), .entra(70002), .entra(700025), .entra(700030)]),
        OAuthCause(
            .clientRefused, .user,
            "Microsoft may not send the browser back to this computer.",
            zhHans: "微软不允许浏览器跳转回本机。",
            remedy: "Authentication: add the platform “Mobile and desktop applications” with http://localhost.",
            zhHans: "在“身份验证”中添加平台“移动和桌面应用程序”，并登记 http://localhost。", page: registrations,
            said: [.entra(50011), .entra(500113), .entra(900971)]),
        OAuthCause(
            .scopeRefused, .administrator,
            "Microsoft does not give this client access to mail.",
            zhHans: "微软没有授予该客户端邮件权限。",
            remedy:
                "API permissions: add IMAP.AccessAsUser.All, POP.AccessAsUser.All and SMTP.Send (delegated), or for "
                + "--app-only IMAP.AccessAsApp (application), and grant consent.",
            zhHans:
                "在“API 权限”中添加 IMAP.AccessAsUser.All、POP.AccessAsUser.All、SMTP.Send（委托）；使用 --app-only 时添加 IMAP.AccessAsApp（应用程序），并授予同意。",
            page:
                "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            said: [.entra(70011), .entra(28002), .entra(28003), .entra(1002012), .entra(650053), .entra(650057)]),
        OAuthCause(
            .scopeRefused, .administrator,
            "The organisation has no Exchange Online.",
            zhHans: "该组织没有 Exchange Online。",
            remedy: "Check the tenant, and whether the organisation has mailboxes at Microsoft.",
            zhHans: "请检查租户，以及该组织是否使用微软邮箱。",
            said: [.entra(500011), .entra(650052)]),
    ]
}
