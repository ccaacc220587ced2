import AccountDiscovery
import MailCore
import Testing

@Suite struct DiscoveredServerPolicyTests {
    private let policy = DiscoveredServerPolicy()
    private let companyPolicy = DiscoveredServerPolicy(allowsPrivateHosts: true)

    private static let privateHosts = [
        "127.0.0.1", "10.0.0.1", "172.31.255.255", "192.168.1.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "::1",
        "fe80::1",
        "fd00::1", "::ffff:192.168.1.1", "64:ff9b::10.0.0.1", "2002:a00:1::1", "localhost", "LOCALHOST.", "mail",
        "imap.local",
        "Mail.Corp.Local", "x.localhost", "metadata.google.internal", "imap.例子.internal", "imap。local",
        "mail.home.arpa",
        "mail.lan", "１２７.0.0.1", "127.0.0.1.",
    ]

    @Test(arguments: privateHosts)
    func `Private hosts are refused unless the user allows them`(host: String) {
        guard case .refused(let reason) = policy.verdict(on: host, port: 993) else {
            Issue.record("not refused")
            return
        }
        #expect(reason.english.contains("--allow-private-hosts"))
        #expect(reason.simplifiedChinese.contains("--allow-private-hosts"))
        #expect(companyPolicy.verdict(on: host, port: 993) == .allowed)
    }

    /// Metadata services, multicast, what getaddrinfo would take for an address, and what is no host at all.
    @Test(arguments: [
        "169.254.169.254", "fd00:ec2::254", "100.100.100.200", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1", "224.0.0.1", "255.255.255.255", "ff02::1", "127.1", "2130706433", "0x7f000001", "0x7f.0x1",
        "0177.0.0.1", "mail.example.1", "", ".", "a b", "[::1]", "mail.example.org:993", "a/b.org",
        "fe80::1%lo",
    ])
    func `Where no mail server can be is refused whatever is allowed`(host: String) {
        for policy in [policy, companyPolicy] {
            guard case .refused(let reason) = policy.verdict(on: host, port: 993) else {
                Issue.record("not refused: \(host)")
                continue
            }
            #expect(!reason.english.contains("--allow-private-hosts"))
        }
    }

    @Test(arguments: [
        "imap.example.org", "imap.例子.测试", "192.0.2.1", "8.8.8.8", "2400::1", "local.example.org", "internal.org",
        "xlocal.org", "imap.localx", "1and1.example", "0x.example.org", "imap.163.com", "imap.0x.example",
    ])
    func `Public hosts are allowed`(host: String) {
        #expect(policy.verdict(on: host, port: 993) == .allowed)
    }

    @Test(arguments: [25, 110, 143, 465, 586, 587, 993, 994, 995, 2_465, 2_525, 2_587] as [UInt16])
    func `Ports of mail are allowed`(port: UInt16) {
        #expect(policy.verdict(on: "mail.example.org", port: port) == .allowed)
    }

    @Test(arguments: [0, 1, 22, 24, 26, 80, 443, 992, 996, 1_143, 3_306, 6_379, 9_200, 65_535] as [UInt16])
    func `Other ports are asked about`(port: UInt16) {
        guard case .ask(let reason) = policy.verdict(on: "mail.example.org", port: port) else {
            Issue.record("not asked about")
            return
        }
        #expect(reason.english.contains("\(port)"))
    }

    @Test func `Every server of the bundled profiles but a bridge's would be allowed`() {
        for profile in ProviderCatalog.profiles where profile.notes?.secret?.kind != .bridge {
            for server in profile.incoming + profile.outgoing where !server.host.contains("%") {
                #expect(policy.verdict(on: server.host, port: server.port) == .allowed, "\(profile.identifier)")
            }
        }
    }
}
