internal import MailCore
internal import OAuth

extension CommandFailure {
    /// - Parameter server: who was asked, safe to show.
    init(_ error: OAuthError, server: String) { self.init(error.diagnostic(server: server)) }
}

extension Diagnostic {
    static func clientMissing(server: String, issuer: String) -> Diagnostic {
        Diagnostic(
            .clientMissing,
            message: LocalizedText(
                "\(server) lets only registered programs ask, and there is no client id.",
                zhHans: "\(server) 只接受已注册的程序，而没有提供 client id。"),
            remedy: LocalizedText(
                "Register one (docs/oauth.md, screen by screen), and give it with --client-id, GODWIT_CLIENT_ID, or in "
                    + "\(DisplayText.clean(ClientConfiguration.path)).",
                zhHans: "请先注册（docs/oauth.zh-Hans.md 有逐步说明），再用 --client-id、GODWIT_CLIENT_ID 或文件 "
                    + "\(DisplayText.clean(ClientConfiguration.path)) 提供。"),
            url: registrationPages[issuer], actor: .user)
    }

    /// Where a person registers a program, by issuer.
    private static let registrationPages = [
        "accounts.google.com": "https://console.cloud.google.com/auth/clients",
        "login.microsoftonline.com":
            "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade",
        "login.yahoo.com": "https://developer.yahoo.com/apps/",
        "login.aol.com": "https://developer.yahoo.com/apps/",
        "oauth.yandex.com": "https://oauth.yandex.com/client/new",
        "o2.mail.ru": "https://o2.mail.ru/app/",
    ]

    static func signInUnknown(_ address: String) -> Diagnostic {
        Diagnostic(
            .signInUnknown,
            message: LocalizedText(
                "It is not known where one signs in to \(address) in the browser.", zhHans: "不知道 \(address) 在哪里通过浏览器登录。"),
            remedy: LocalizedText(
                "Most providers take a password: godwit verify \(address). If yours has OAuth, name its server with "
                    + "--issuer https://….",
                zhHans: "多数服务商使用密码即可：godwit verify \(address)。如果您的服务商支持 OAuth，请用 --issuer https://… 指明其服务器。"),
            actor: .user)
    }

    static func applicationUnknown(_ server: String) -> Diagnostic {
        Diagnostic(
            .invalidArgument,
            message: LocalizedText(
                "\(server) knows no programs that act in their own name.", zhHans: "\(server) 不支持以程序自身的名义登录。"),
            remedy: LocalizedText(
                "--app-only is for Microsoft 365; for Google Workspace use --service-account.",
                zhHans: "--app-only 用于 Microsoft 365；Google Workspace 请用 --service-account。"),
            actor: .administrator)
    }

    static func secretMissing(_ server: String) -> Diagnostic {
        Diagnostic(
            .clientMissing,
            message: LocalizedText(
                "A program that acts in its own name has to prove who it is.", zhHans: "以程序自身的名义登录时，必须提供 client secret。"),
            remedy: LocalizedText(
                "Give the client secret with --client-secret-command or GODWIT_CLIENT_SECRET, and the organisation with "
                    + "--tenant.",
                zhHans: "请用 --client-secret-command 或 GODWIT_CLIENT_SECRET 提供 client secret，并用 --tenant 指明组织。"),
            actor: .administrator)
    }
}
