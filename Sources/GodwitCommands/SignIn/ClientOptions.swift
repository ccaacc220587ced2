internal import ArgumentParser
internal import MailCore

/// Which program asks, and whom: everything that belongs to the user or the organisation.
struct ClientOptions: ParsableArguments {
    @Option(
        name: .customLong("client-id"),
        help: .text(
            "The id under which you registered a client (docs/oauth.md).",
            zhHans: "您注册的客户端 id（见 docs/oauth.zh-Hans.md）。", valueName: "id"))
    var identifier: String?

    @Option(
        name: .customLong("client-secret-command"),
        help: .text(
            "Read the client secret from the first line this shell command prints.",
            zhHans: "运行该命令，从其输出的第一行读取 client secret。", valueName: "command"))
    var secretCommand: String?

    @Option(
        help: .text(
            "The organisation at Microsoft: its domain or tenant id.", zhHans: "微软组织：域名或租户 ID。", valueName: "name"))
    var tenant: String?

    @Option(
        help: .text(
            "Ask this authorization server, an https address, instead of the provider's known one.",
            zhHans: "使用该授权服务器（https 网址），而不用服务商的已知服务器。", valueName: "url"))
    var issuer: String?

    @Option(
        help: .text(
            "Ask for this, separated by blanks, instead of what mail needs.", zhHans: "申请这些权限范围（以空格分隔），而不用默认值。",
            valueName: "scopes"))
    var scope: String?

    @Option(
        name: .customLong("redirect-uri"),
        help: .text(
            "The address that was registered for the browser to come back to.", zhHans: "注册时登记的浏览器回调地址。",
            valueName: "url"))
    var redirectURI: String?

    func validate() throws {
        guard let tenant, !tenant.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0)) }) else {
            return
        }
        throw ValidationError(
            help("--tenant is a domain or the id of a directory.", zhHans: "--tenant 应为域名或目录 ID。"))
    }
}
