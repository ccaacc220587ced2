internal import HTTPFetch
package import MailCore
internal import MailTransport

extension OAuthError {
    /// Puts it into words.
    ///
    /// - Parameter server: who was asked, safe to show.
    package func diagnostic(server: String) -> Diagnostic {
        switch self {
        case .refused(let refusal): refusal.diagnostic(server: server)
        case .unreachable(let error, let url): Self.unreachable(error, url)
        case .unexpectedStatus(let status):
            Diagnostic(
                isTemporary ? .tokenServerBusy : .tokenServerConfused,
                message: LocalizedText(
                    "\(server) answered without telling why there is no token.", zhHans: "\(server) 没有给出令牌，也没有说明原因。"),
                evidence: "HTTP \(status)", remedy: Self.tryLater, actor: .provider)
        case .malformedAnswer(let what):
            Diagnostic(
                .tokenServerConfused,
                message: LocalizedText(
                    "The answer of \(server) makes no sense.", zhHans: "\(server) 的应答无法理解。"),
                evidence: what, remedy: Self.tryLater, actor: .provider)
        case .insecureEndpoint(let what):
            Diagnostic(
                .tokenServerUntrusted,
                message: LocalizedText(
                    "A part of the sign-in would not be encrypted; nothing was sent.", zhHans: "登录过程的一部分不加密；没有发送任何内容。"),
                evidence: what,
                remedy: LocalizedText("Only addresses with https:// are used.", zhHans: "只使用 https:// 开头的地址。"),
                actor: .provider)
        case .otherState, .otherIssuer, .otherNonce: unrelated
        case .timedOut:
            Diagnostic(
                .signInTimedOut,
                message: LocalizedText("Nobody signed in in time.", zhHans: "没有在规定时间内登录。"),
                remedy: LocalizedText(
                    "Run the command again, or give more time with --wait.", zhHans: "请重新运行命令，或用 --wait 延长时间。"),
                actor: .user)
        case .noSignInPage, .noDeviceFlow: missingWay(server)
        case .noRefreshToken:
            Diagnostic(
                .tokenServerConfused,
                message: LocalizedText(
                    "\(server) gave access for a short time only, and nothing to renew it with.",
                    zhHans: "\(server) 只给了短期访问权限，且无法续期。"),
                remedy: LocalizedText(
                    "The client has to be registered for offline access (refresh tokens); where scopes are chosen, add "
                        + "offline_access.",
                    zhHans: "客户端须允许离线访问（refresh token）；如需选择权限范围，请加上 offline_access。"),
                actor: .user)
        case .unusableKey:
            Diagnostic(
                .invalidArgument,
                message: LocalizedText(
                    "The file holds no key of a service account.", zhHans: "该文件不是服务账号密钥。"),
                remedy: LocalizedText(
                    "Make a key of type JSON for the service account, and name that file.",
                    zhHans: "请为服务账号生成 JSON 类型的密钥，并指明该文件。"),
                url: "https://console.cloud.google.com/iam-admin/serviceaccounts", actor: .user)
        case .unreadableKey(let path):
            Diagnostic(
                .invalidArgument,
                message: LocalizedText(
                    "The key file of the service account cannot be read.", zhHans: "无法读取服务账号的密钥文件。"),
                evidence: path,
                remedy: LocalizedText(
                    "Put it back, or sign in again and name its new place with --service-account.",
                    zhHans: "请将它放回原处，或用 --service-account 指明新位置并重新登录。"),
                actor: .administrator)
        case .noListener(let port):
            Diagnostic(
                .invalidArgument,
                message: LocalizedText(
                    "This computer does not let the program listen for the browser\(port == 0 ? "" : " on port \(port)").",
                    zhHans: "无法在本机\(port == 0 ? "" : "端口 \(port) ")监听浏览器的回调。"),
                remedy: LocalizedText(
                    "Close the program that uses the port, or sign in with --device.",
                    zhHans: "请关闭占用端口的程序，或用 --device 登录。"),
                actor: .user)
        }
    }

    /// What the connection itself says is the best there is.
    private static func unreachable(_ error: HTTPFetchError, _ url: HTTPURL) -> Diagnostic {
        if case .transport(let error) = error {
            let target = TransportTarget(host: url.host, port: url.port, security: .tls)
            if let diagnostic = error.diagnostics(for: target).first { return diagnostic }
        }
        return Diagnostic(
            .tokenServerUnreachable,
            message: LocalizedText(
                "\(HostName.display(url.host)) does not answer the sign-in's request.",
                zhHans: "\(HostName.display(url.host)) 没有应答登录请求。"),
            evidence: error == .timedOut ? nil : "\(error)",
            remedy: LocalizedText(
                "Check the internet connection, and try again in a few minutes.", zhHans: "请检查网络，过几分钟再试。"),
            actor: .nobody)
    }

    private static let tryLater = LocalizedText(
        "Try again later; if it stays so, ask the provider.", zhHans: "请稍后再试；如果一直如此，请联系服务商。")

    /// What came belongs to another sign-in.
    private var unrelated: Diagnostic {
        let what =
            switch self {
            case .otherState: "state"
            case .otherIssuer: "iss"
            default: "nonce"
            }
        return Diagnostic(
            .signInUnrelated,
            message: LocalizedText(
                "The answer does not belong to this sign-in, so it was not used.", zhHans: "该应答不属于此次登录，已被忽略。"),
            evidence: what,
            remedy: LocalizedText(
                "Run the command again, and use only the page that it opens or shows.",
                zhHans: "请重新运行命令，并只使用它打开或显示的网页。"),
            actor: .user)
    }

    private func missingWay(_ server: String) -> Diagnostic {
        let isDevice = self == .noDeviceFlow
        return Diagnostic(
            .invalidArgument,
            message: isDevice
                ? LocalizedText(
                    "\(server) has no sign-in on another device for mail.", zhHans: "\(server) 不支持在其他设备上登录邮箱。")
                : LocalizedText("\(server) has no page to sign in.", zhHans: "\(server) 没有登录页面。"),
            remedy: isDevice
                ? LocalizedText(
                    "Repeat without --device; over SSH, paste the address that the browser ends at.",
                    zhHans: "请去掉 --device 重试；通过 SSH 使用时，可粘贴浏览器最后的地址。")
                : LocalizedText("Try --device.", zhHans: "请尝试 --device。"),
            actor: .user)
    }
}

extension OAuthRefusal {
    fileprivate func diagnostic(server: String) -> Diagnostic {
        let evidence = words.isEmpty ? code : "\(code): \(words)"
        if let cause = OAuthCatalogue.cause(of: self) { return cause.diagnostic(evidence: evidence) }
        return Diagnostic(
            .signInRefused,
            message: LocalizedText("\(server) gives no token.", zhHans: "\(server) 拒绝提供令牌。"),
            evidence: evidence,
            remedy: LocalizedText(
                "Its own words say why. Sign in again with godwit login, or ask the provider.",
                zhHans: "原因见服务器的说明。请用 godwit login 重新登录，或联系服务商。"))
    }
}
