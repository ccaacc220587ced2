package import MailCore
internal import MailTransport
internal import SASL

/// Puts what went wrong with a server into words, with what to do next.
package struct FailureDiagnosis {
    private let settings: ServerSettings
    private let host: String

    /// - Parameter settings: how the server was to be used.
    package init(settings: ServerSettings) {
        self.settings = settings
        host = HostName.display(settings.host)
    }

    /// The main finding first; never empty.
    ///
    /// - Parameter error: of a session in any protocol.
    package func diagnostics(for error: any Error) -> [Diagnostic] { diagnostics(for: SessionFailure(error)) }

    /// The same for any protocol.
    func diagnostics(for failure: SessionFailure) -> [Diagnostic] {
        switch failure {
        case .transport(let error): error.diagnostics(for: TransportTarget(settings))
        case .notAMailServer(let bytes): [ServiceBanner.diagnostic(for: settings, firstBytes: bytes)]
        case .greetingRefused(let words): [bye(words, at: .greeting)]
        case .bye(let words): [bye(words, at: .access)]
        case .preauthenticated: [preauthenticated]
        case .startTLSNotOffered: [startTLSNotOffered]
        case .startTLSRefused(let words): [startTLSRefused(words)]
        case .noLoginMethod(let offered): [noLoginMethod(offered)]
        case .loginRefused(let words): [ReplyDiagnosis.diagnostic(for: reply(words, at: .login), host: host)]
        case .tokenRefused(let failure, let words): [refusedToken(failure, words)]
        case .authentication(let error): [violated("\(error)")]
        case .refused(let command, let words): [refused(command, words)]
        case .timedOut(let command): [timedOut(command)]
        case .violated(let what): [violated(what)]
        case .limitExceeded(let limit): [exceeded(limit)]
        case .unencodable: [unencodable]
        }
    }

    // MARK: Before the login

    private func bye(_ words: [UInt8], at stage: VerificationStep.Name) -> Diagnostic {
        let reply = reply(words, at: stage)
        return ReplyDiagnosis.known(reply)
            ?? Diagnostic(
                .serverSaidBye,
                message: LocalizedText("\(host) ended the conversation.", zhHans: "\(host) 结束了会话。"),
                evidence: reply.text,
                remedy: LocalizedText(
                    "Try again in a few minutes. If other mail programs are open, close them first.",
                    zhHans: "请过几分钟再试。如果开着其他邮件客户端，请先关闭。"))
    }

    private var preauthenticated: Diagnostic {
        Diagnostic(
            .startTLSInjection,
            message: LocalizedText(
                "\(host) claimed to be logged in before the connection was encrypted: somebody in between may be tampering with it.",
                zhHans: "\(host) 在加密之前声称已经登录：可能有人在中途篡改。"),
            remedy: LocalizedText(
                "Use the port for TLS from the start (\(tlsPort)).", zhHans: "请改用从一开始就加密的端口（\(tlsPort)）。"))
    }

    private var startTLSNotOffered: Diagnostic {
        Diagnostic(
            .startTLSNotOffered,
            message: LocalizedText(
                "\(host) does not offer encryption (\(upgrade)) on port \(settings.port); no password was sent.",
                zhHans: "\(host) 的端口 \(settings.port) 不提供加密（\(upgrade)）；没有发送密码。"),
            remedy: LocalizedText(
                "Use the port for TLS from the start (\(tlsPort)). If \(upgrade) is usually there, somebody in between may be removing it.",
                zhHans: "请改用从一开始就加密的端口（\(tlsPort)）。如果平时支持 \(upgrade)，可能有人在中途将其去除。"))
    }

    private func startTLSRefused(_ words: [UInt8]) -> Diagnostic {
        Diagnostic(
            .startTLSRefused,
            message: LocalizedText(
                "\(host) offered encryption and then refused it; no password was sent.",
                zhHans: "\(host) 提供加密却又拒绝；没有发送密码。"),
            evidence: reply(words, at: .starttls).text,
            remedy: LocalizedText(
                "Use the port for TLS from the start (\(tlsPort)), or try again later.",
                zhHans: "请改用从一开始就加密的端口（\(tlsPort)），或稍后再试。"))
    }

    // MARK: Login and mailbox

    func noLoginMethod(_ offered: [String]) -> Diagnostic {
        let evidence = offered.isEmpty ? noneOffered : offered.joined(separator: " ")
        if settings.security == .plaintext { return encryptionRequired(evidence) }
        let wantsOAuth = offered.contains { ["XOAUTH2", "OAUTHBEARER"].contains($0.uppercased()) }
        return Diagnostic(
            wantsOAuth ? .oauthRequired : .noCommonMechanism,
            message: wantsOAuth
                ? LocalizedText(
                    "\(host) accepts no password, only a sign-in in the browser (OAuth).",
                    zhHans: "\(host) 不接受密码，只接受浏览器登录（OAuth）。")
                : LocalizedText(
                    "\(host) offers no way to log in that this program knows.", zhHans: "\(host) 没有提供本程序支持的登录方式。"),
            evidence: evidence,
            remedy: LocalizedText(
                "Ask the provider how mail programs are to log in.", zhHans: "请询问服务商邮件客户端应如何登录。"))
    }

    private func encryptionRequired(_ evidence: String) -> Diagnostic {
        Diagnostic(
            .plaintextRefused,
            message: LocalizedText("\(host) allows logins only over TLS.", zhHans: "\(host) 只允许通过 TLS 登录。"),
            evidence: evidence,
            remedy: LocalizedText(
                "Use the port for TLS (\(tlsPort)) or STARTTLS.", zhHans: "请使用 TLS 端口（\(tlsPort)）或 STARTTLS。"))
    }

    /// Where no way to log in is announced.
    private var noneOffered: String {
        switch settings.protocol {
        case .imap: "LOGINDISABLED"
        case .pop3: "no USER, no SASL"
        case .smtp: "no AUTH"
        }
    }

    private func refusedToken(_ failure: OAuthFailure, _ words: [UInt8]) -> Diagnostic {
        let reply = reply(words, at: .login)
        if let known = ReplyDiagnosis.known(reply) { return known }
        return Diagnostic(
            .tokenRefused,
            message: LocalizedText("\(host) refused the access token.", zhHans: "\(host) 拒绝了访问令牌。"),
            evidence: [failure.status, failure.scope, reply.text].filter { !$0.isEmpty }.joined(separator: ": "),
            remedy: LocalizedText(
                "Get a new one, or sign in again with godwit login: tokens end after about an hour, and must be for mail.",
                zhHans: "请获取新的令牌，或用 godwit login 重新登录：令牌约一小时后失效，并且必须具有邮件权限。"),
            actor: .user)
    }

    private func refused(_ command: String, _ words: [UInt8]) -> Diagnostic {
        let reply = reply(words, at: .access)
        if Self.opening.contains(command) { return ReplyDiagnosis.diagnostic(for: reply, host: host) }
        return ReplyDiagnosis.known(reply)
            ?? Diagnostic(
                .commandRefused,
                message: LocalizedText("\(host) refused the command \(command).", zhHans: "\(host) 拒绝了命令 \(command)。"),
                evidence: reply.text, remedy: ReplyDiagnosis.lookOrAsk)
    }

    /// Commands without which an account is of no use.
    private static let opening: Set = ["SELECT", "EXAMINE", "STAT", "MAIL FROM"]

    private func reply(_ words: [UInt8], at stage: VerificationStep.Name) -> ServerReply {
        ServerReply(settings.protocol, host: settings.host, stage: stage, text: words)
    }

    /// What turns a plain connection into an encrypted one.
    private var upgrade: String { settings.protocol == .pop3 ? "STLS" : "STARTTLS" }

    private var tlsPort: String {
        let port = ServerSettings.defaultPort(for: settings.protocol, security: .tls)
        return "\(settings.protocol.rawValue.uppercased()) \(port)"
    }

    // MARK: The conversation

    private func timedOut(_ command: String) -> Diagnostic {
        Diagnostic(
            .commandTimedOut,
            message: LocalizedText(
                "\(host) stopped answering.", zhHans: "\(host) 停止了应答。"), evidence: command,
            remedy: LocalizedText(
                "Check that the port belongs to the protocol and its encryption; otherwise try again later.",
                zhHans: "请确认端口与协议和加密方式相符；否则请稍后再试。"))
    }

    private func violated(_ what: String) -> Diagnostic {
        Diagnostic(
            .protocolViolation,
            message: LocalizedText(
                "\(host) said something that IMAP does not allow.", zhHans: "\(host) 的应答不符合 IMAP 协议。"),
            evidence: what, remedy: Self.reportIt)
    }

    private func exceeded(_ limit: String) -> Diagnostic {
        Diagnostic(
            .limitExceeded,
            message: LocalizedText("\(host) sent more than is reasonable.", zhHans: "\(host) 发送的数据超出了合理的限度。"),
            evidence: limit, remedy: Self.reportIt)
    }

    private var unencodable: Diagnostic {
        Diagnostic(
            .loginRefused,
            message: LocalizedText(
                "The user name or password holds a character that cannot be sent.", zhHans: "用户名或密码中含有无法发送的字符。"),
            remedy: LocalizedText(
                "Check them for control characters, such as those copied along by accident.",
                zhHans: "请检查其中是否有误复制的控制字符。"))
    }

    private static let reportIt = LocalizedText(
        "Repeat with --transcript FILE and send the file to the makers of this program.",
        zhHans: "请加上 --transcript FILE 重试，并把该文件发给本程序的开发者。")
}
