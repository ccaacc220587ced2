internal import MailCore

extension OAuthCatalogue {
    /// The errors of the standards.
    static let anyServer = [
        OAuthCause(
            .signInEnded, .user,
            "The sign-in is no longer good: it was revoked, has ended, or the password was changed.",
            zhHans: "登录授权已失效：可能已被撤销、已过期，或密码已更改。",
            remedy: "Sign in again with godwit login.", zhHans: "请用 godwit login 重新登录。",
            said: [.code(.invalidGrant)]),
        OAuthCause(
            .signInDenied, .user,
            "The access was not allowed on the sign-in page.",
            zhHans: "在登录页面上没有同意授权。",
            remedy: "Sign in again and allow it, with the account that you mean to use.",
            zhHans: "请重新登录并同意授权，注意选择正确的账户。",
            said: [.code(.accessDenied), .own("authorization_declined")]),
        OAuthCause(
            .signInDenied, .user,
            "The server wants to see you on its sign-in page again.",
            zhHans: "服务器要求您再次在登录页面上操作。",
            remedy: "Sign in again with godwit login.", zhHans: "请用 godwit login 重新登录。",
            said: [
                .code(.interactionRequired), .code(.loginRequired), .code(.accountSelectionRequired),
                .code(.consentRequired),
            ]),
        OAuthCause(
            .deviceCodeExpired, .user,
            "The code was not typed in time.",
            zhHans: "没有在规定时间内输入代码。",
            remedy: "Run the command again and type the new code.", zhHans: "请重新运行命令，并输入新的代码。",
            said: [.code(.expiredToken), .own("bad_verification_code")]),
        OAuthCause(
            .signInPending, .user,
            "Nobody has signed in yet.",
            zhHans: "尚未有人登录。",
            remedy: "Type the code on the page that was shown.", zhHans: "请在所显示的网页上输入代码。",
            said: [.code(.authorizationPending)]),
        OAuthCause(
            .tokenServerBusy, .nobody,
            "The server was asked too often.",
            zhHans: "向服务器询问过于频繁。",
            remedy: "Wait a few minutes, then try again.", zhHans: "请等几分钟后重试。",
            said: [.code(.slowDown)]),
        OAuthCause(
            .tokenServerBusy, .provider,
            "The sign-in server cannot answer at the moment.",
            zhHans: "登录服务器暂时无法处理请求。",
            remedy: "Try again in a few minutes.", zhHans: "请过几分钟再试。",
            said: [.code(.serverError), .code(.temporarilyUnavailable)]),
        OAuthCause(
            .clientRefused, .user,
            "The server does not know the client id, or the client secret is wrong.",
            zhHans: "服务器不认识该 client id，或 client secret 有误。",
            remedy:
                "Compare both with the page where the client was registered; docs/oauth.md shows it screen by screen.",
            zhHans: "请与注册客户端的页面核对两者；docs/oauth.zh-Hans.md 有逐步说明。",
            said: [.code(.invalidClient)]),
        OAuthCause(
            .clientRefused, .user,
            "The client is registered, but not for this way to sign in.",
            zhHans: "该客户端已注册，但不允许使用这种登录方式。",
            remedy: "Register it as a desktop (native, public) client; for --device, allow public client flows.",
            zhHans: "请把它注册为桌面（原生、公共）客户端；使用 --device 时，请允许公共客户端流。",
            said: [.code(.unauthorizedClient), .code(.unsupportedGrantType), .code(.unsupportedResponseType)]),
        OAuthCause(
            .clientRefused, .user,
            "The server does not let the browser be sent back to this computer.",
            zhHans: "服务器不允许浏览器跳转回本机。",
            remedy: "Register the address that godwit login shows, or name the registered one with --redirect-uri.",
            zhHans: "请登记 godwit login 显示的回调地址，或用 --redirect-uri 指明已登记的地址。",
            said: [.code(.invalidRedirectURI), .own("redirect_uri_mismatch")]),
        OAuthCause(
            .clientRefused, .provider,
            "The server does not register this program by itself.",
            zhHans: "服务器不接受自动注册本程序。",
            remedy: "Ask the provider for a client id, and give it with --client-id.",
            zhHans: "请向服务商申请 client id，并用 --client-id 提供。",
            said: [
                .code(.invalidClientMetadata), .code(.invalidSoftwareStatement), .code(.unapprovedSoftwareStatement),
            ]),
        OAuthCause(
            .scopeRefused, .user,
            "The client may not ask for access to mail.",
            zhHans: "该客户端无权申请邮件访问权限。",
            remedy: "Add the mail permissions where the client was registered, or name others with --scope.",
            zhHans: "请在注册客户端的页面添加邮件权限，或用 --scope 指明其他权限范围。",
            said: [.code(.invalidScope), .code(.invalidTarget)]),
        OAuthCause(
            .tokenServerConfused, .nobody,
            "The sign-in server did not understand the request.",
            zhHans: "登录服务器无法理解该请求。",
            remedy: "Check the client id, the tenant and the redirect address that were given.",
            zhHans: "请检查所给的 client id、租户和回调地址。",
            said: [.code(.invalidRequest)]),
        OAuthCause(
            .revocationRefused, .user,
            "The server does not take this sign-in back by itself.",
            zhHans: "服务器无法自动撤销此次登录授权。",
            remedy: "Remove the access on the provider's page for connected programs.",
            zhHans: "请在服务商的“已连接应用”页面上移除授权。",
            said: [.code(.unsupportedTokenType)]),
    ]
}
