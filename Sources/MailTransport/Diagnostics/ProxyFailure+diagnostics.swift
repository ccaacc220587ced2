internal import MailCore

extension ProxyFailure {
    func diagnostic(host: String) -> Diagnostic {
        switch self {
        case .unreachable:
            Diagnostic(
                .proxyUnreachable,
                message: LocalizedText("The proxy cannot be reached.", zhHans: "无法连接代理服务器。"),
                remedy: LocalizedText(
                    "Check the host and port of --proxy, and whether the proxy is running.",
                    zhHans: "请检查 --proxy 的主机和端口，以及代理是否正在运行。"))
        case .confused(let bytes):
            Diagnostic(
                .proxyUnreachable,
                message: LocalizedText(
                    "What listens at the address of --proxy is no such proxy.", zhHans: "--proxy 所指的地址不是这种代理服务器。"),
                evidence: DisplayText.clean(bytes: bytes),
                remedy: LocalizedText(
                    "Check the kind (socks5 or http) and the port of --proxy.",
                    zhHans: "请检查 --proxy 的类型（socks5 或 http）和端口。"))
        case .loginRefused:
            Diagnostic(
                .proxyLoginRefused,
                message: LocalizedText("The proxy wants another login.", zhHans: "代理服务器要求登录，或拒绝了所给的登录信息。"),
                remedy: LocalizedText(
                    "Put the user name into the URL of --proxy, and give the password with --proxy-password-file, "
                        + "--proxy-password-env or --proxy-password-command.",
                    zhHans: "请在 --proxy 的网址中写明用户名，并用 --proxy-password-file、--proxy-password-env 或 "
                        + "--proxy-password-command 提供密码。"))
        case .refused(let reason):
            Diagnostic(
                .proxyRefused,
                message: LocalizedText(
                    "The proxy made no connection to \(host).", zhHans: "代理服务器没有连接到 \(host)。"),
                evidence: reason,
                remedy: LocalizedText(
                    "Many proxies allow web ports only: ask whoever runs it, or use another proxy.",
                    zhHans: "许多代理只允许网页端口：请询问代理的管理者，或换用其他代理。"))
        }
    }
}
