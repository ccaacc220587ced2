internal import ArgumentParser
internal import MailCore
internal import MailTransport

enum ProxyPassword: SecretNaming {
    static var prefix: String { "proxy-password" }
    static var noun: LocalizedText { LocalizedText("the password for the proxy", zhHans: "代理密码") }
    /// It is read for each part of a run that connects.
    static var takesStandardInput: Bool { false }
}

/// `--proxy`, and the password for it.
struct ProxyOptions: ParsableArguments {
    /// Read here and not by the parser, whose message would show what was typed.
    @Option(
        help: .text(
            "Connect through this proxy: socks5://[user@]host[:port] or http://[user@]host[:port]. Names are looked up there, and DNS is not asked, unless --dns names a server.",
            zhHans: "通过该代理连接：socks5://[用户@]主机[:端口] 或 http://[用户@]主机[:端口]。域名由代理解析；除非用 --dns 指定服务器，否则不查询 DNS。",
            valueName: "url"))
    var proxy: String?

    @OptionGroup var password: SecretOptions<ProxyPassword>

    func validate() throws {
        let source = try password.source()
        let username = try url().flatMap(\.username)
        guard (username == nil) == (source == .prompt) else {
            throw ValidationError(
                GodwitCommands.help(
                    "A proxy with a login needs the user name in the URL of --proxy, and --proxy-password-file, --proxy-password-env or --proxy-password-command.",
                    zhHans:
                        "需要登录的代理：请在 --proxy 的网址中写明用户名，并使用 --proxy-password-file、--proxy-password-env 或 --proxy-password-command。"
                ))
        }
    }

    /// - Throws: ``SecretError`` when its password cannot be read.
    func chosen() throws -> Proxy? {
        guard let url = try url() else { return nil }
        var proxy = Proxy(url.kind, host: url.host, port: url.port)
        if let username = url.username {
            proxy.credentials = Proxy.Credentials(
                username: username, password: try password.source().read(question: ""))
        }
        return proxy
    }

    private func url() throws -> ProxyURL? {
        guard let proxy else { return nil }
        guard let url = ProxyURL(proxy) else {
            throw ValidationError(
                GodwitCommands.help(
                    "--proxy is socks5://host:port or http://host:port, without a password.",
                    zhHans: "--proxy 应为 socks5://主机:端口 或 http://主机:端口，且不含密码。"))
        }
        return url
    }
}

/// Where a proxy is.
struct ProxyURL: Hashable {
    let kind: Proxy.Kind
    let username: String?
    let host: String
    let port: UInt16

    /// Nil for anything else than a kind, a user name (percent-encoded), a host and a port. A password is never taken.
    init?(_ text: String) {
        guard let schemeEnd = text.firstRange(of: "://"),
            let kind = Proxy.Kind(rawValue: text[..<schemeEnd.lowerBound].lowercased())
        else { return nil }
        var rest = text[schemeEnd.upperBound...]
        if rest.last == "/" { rest.removeLast() }
        var username: String?
        if let at = rest.lastIndex(of: "@") {
            guard !rest[..<at].contains(":"), let name = String(rest[..<at]).removingPercentEncoding(), !name.isEmpty
            else {
                return nil
            }
            username = name
            rest = rest[rest.index(after: at)...]
        }
        guard let (host, port) = Self.split(rest) else { return nil }
        self.kind = kind
        self.username = username
        self.host = host
        // 1080 is registered for SOCKS; 80 is what the scheme says.
        self.port = port ?? (kind == .socks5 ? 1080 : 80)
    }

    private static func split(_ text: Substring) -> (host: String, port: UInt16?)? {
        let hostEnd =
            text.first == "[" ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
        let (written, rest) = (text[..<(hostEnd ?? text.endIndex)], text[(hostEnd ?? text.endIndex)...])
        let host =
            written.first == "["
            ? HostAddress(String(written.dropFirst().dropLast())).map { _ in String(written.dropFirst().dropLast()) }
            : HostName.ascii(String(written))
        guard let host, !host.isEmpty else { return nil }
        if rest.isEmpty { return (host, nil) }
        guard rest.first == ":", rest.dropFirst().allSatisfy(\.isNumber), let port = UInt16(rest.dropFirst()), port > 0
        else {
            return nil
        }
        return (host, port)
    }
}
