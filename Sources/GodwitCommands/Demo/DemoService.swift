internal import MailCore
internal import ProviderSandbox

/// `godwit demo --serve`: says how to reach the providers, and waits.
struct DemoService {
    let source: SandboxUser
    let target: SandboxUser
    let network: SandboxNetwork
    let output: OutputOptions

    func run() async throws {
        let console = Console.current
        switch output.format {
        case .json: console.write(json.compactText + "\n")
        case .text: console.write(text(on: console.outputTerminal))
        }
        await StopSignals.first()
    }

    // MARK: For people

    private func text(on terminal: Terminal) -> String {
        let how = LocalizedText(
            "Any program can log in, as long as it trusts the certificate authority:",
            zhHans: "任何邮件程序都可以登录，只要信任以下证书颁发机构：")
        var table = TextTable(indent: 2)
        table.add([.init(say("Authority", "颁发机构")), .init(network.certificateAuthorityFile)])
        table.add([.init(say("Name server", "域名服务器")), .init("127.0.0.1:\(network.nameServerPort) (UDP)")])
        table.add([.init(say("Autoconfig", "自动配置")), .init("127.0.0.1:\(network.webServerPort) (HTTPS)")])
        return users.map { account($0, on: terminal) }.joined(separator: "\n") + "\n"
            + TextWrapping.hanging(how.text(in: output.language), width: terminal.width, indent: 0) + "\n\n"
            + table.text(on: terminal) + "\n" + examples() + "\n"
            + say("Ctrl-C ends it.", "按 Ctrl-C 结束。") + "\n"
    }

    private func account(_ user: SandboxUser, on terminal: Terminal) -> String {
        let personality = user.provider.personality
        var table = TextTable(indent: 2)
        table.add([.init(say("Address", "地址")), .init(user.address, .bold)])
        table.add([.init(personality.secret.kind.name.text(in: output.language)), .init(user.secret, .bold)])
        for endpoint in personality.endpoints {
            guard let port = user.provider.ports[endpoint] else { continue }
            let security = endpoint.security == .tls ? "TLS" : "STARTTLS"
            let name = user.name(at: endpoint)
            let user = name == user.address.lowercased() ? "" : "  " + say("user", "用户名") + " " + name
            table.add([.init(endpoint.protocol.rawValue.uppercased()), .init("127.0.0.1:\(port)  \(security)\(user)")])
        }
        return terminal.styled(personality.name, .bold) + "\n\n" + table.text(on: terminal)
    }

    /// By curl at the new provider: the old one may be as hard to please as 163, whose SASL-IR curl believes in.
    private func examples() -> String {
        guard let old = source.provider.port(.imap), let new = target.provider.port(.imap),
            let (oldName, newName) = names
        else { return "" }
        return """
              curl --cacert \(network.certificateAuthorityFile) \\
                --user '\(newName):\(target.secret)' imaps://127.0.0.1:\(new)/

              godwit verify imaps://\(oldName.addingPercentEncoding())@127.0.0.1:\(old) \\
                --ca-file \(network.certificateAuthorityFile)

            """
    }

    /// Who logs in to IMAP at the old and at the new provider.
    private var names: (String, String)? {
        let names = users.compactMap { user in
            user.provider.personality.endpoints.first { $0.protocol == .imap }.map(user.name)
        }
        return names.count == 2 ? (names[0], names[1]) : nil
    }

    private func say(_ english: String, _ chinese: String) -> String {
        LocalizedText(english, zhHans: chinese).text(in: output.language)
    }

    private var users: [SandboxUser] { [source, target] }

    // MARK: For programs

    private var json: JSONValue {
        .object([
            "certificateAuthorityFile": .string(network.certificateAuthorityFile),
            "nameServer": .string("127.0.0.1:\(network.nameServerPort)"),
            "webServerPort": .integer(clamping: network.webServerPort),
            "accounts": .array(users.map(json)),
        ])
    }

    private func json(_ user: SandboxUser) -> JSONValue {
        let personality = user.provider.personality
        return .object([
            "personality": .string(personality.id), "address": .string(user.address), "secret": .string(user.secret),
            "kind": .string(personality.secret.kind.rawValue),
            "servers": .array(personality.endpoints.map { server($0, of: user) }),
        ])
    }

    private func server(_ endpoint: SandboxEndpoint, of user: SandboxUser) -> JSONValue {
        .object([
            "protocol": .string(endpoint.protocol.rawValue), "host": "127.0.0.1",
            "port": .integer(clamping: user.provider.ports[endpoint] ?? 0),
            "security": .string(endpoint.security.rawValue), "username": .string(user.name(at: endpoint)),
        ])
    }
}
