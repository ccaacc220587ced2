internal import ArgumentParser
internal import MailCore
internal import MailTransport

/// Options of every command that uses the network.
struct NetworkOptions: ParsableArguments {
    @Option(
        name: .customLong("ca-file"),
        help: .text("Trust these certificates too.", zhHans: "额外信任该文件中的证书。", valueName: "pem"))
    var certificateAuthorityFile: String?

    @Option(
        name: .customLong("dns"),
        help: .text(
            "Ask this name server (an IP address) for every name.", zhHans: "所有域名都向此 DNS 服务器（IP 地址）查询。",
            valueName: "host[:port]"))
    var nameserver: NameserverAddress?

    @Option(
        help: .text(
            "Seconds for the whole discovery, or for one step of a connection.", zhHans: "整个查找过程或每个连接步骤的秒数。",
            valueName: "seconds"))
    var timeout: Seconds?

    @Flag(
        help: .text(
            "Permit connections without TLS: everybody on the way can read along.", zhHans: "允许不加密的连接：沿途任何人都能看到内容。"))
    var allowPlaintext = false

    @Option(
        name: .customLong("tls"),
        help: .text(
            "modern: TLS 1.2 or newer. compatible, legacy: for old servers only.",
            zhHans: "modern 要求 TLS 1.2 及以上；compatible、legacy 仅用于老旧服务器。", valueName: "level"))
    var tlsProfile: TLSProfile = .modern

    @Option(
        name: .customLong("transcript"),
        help: .text(
            "Write the dialogue with the servers to this file, without secrets.", zhHans: "把与服务器的对话（不含密码）写入该文件。",
            valueName: "file"))
    var transcriptFile: String?

    @OptionGroup var proxy: ProxyOptions

    @Flag(
        help: .text(
            "Discovered names may lead to loopback or private addresses (company networks, tests).",
            zhHans: "查到的域名可以指向本机或内网地址（公司内网、测试）。"))
    var allowPrivateHosts = false

    /// The default durations, or all of them stretched or shortened to `--timeout`.
    var timeouts: Timeouts {
        var timeouts = Timeouts()
        guard let limit = timeout?.duration else { return timeouts }
        timeouts.connect = limit
        timeouts.tls = limit
        timeouts.greeting = limit
        timeouts.silence = limit
        timeouts.command = limit
        timeouts.discovery = limit
        timeouts.dns = min(timeouts.dns, limit)
        return timeouts
    }
}
