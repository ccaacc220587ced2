import MailCore
import MailTestServers
import MailTransport
import NIOCore
import Testing

/// Connections through proxies of other authors.
@Suite struct ProxyTests {
    private static let login = ("alice", "s3cret")

    private func options(
        _ setting: TestSetting, _ kind: ProxyServer.Kind, port: UInt16, login: (String, String)? = nil
    ) throws -> TransportOptions {
        var options = try setting.options()
        options.proxy = Proxy(
            kind == .socks5 ? .socks5 : .http, host: "127.0.0.1", port: port,
            credentials: login.map { Proxy.Credentials(username: $0.0, password: Secret($0.1)) })
        return options
    }

    @Test(arguments: ProxyServer.Kind.allCases, [nil, login])
    func `TLS begins behind a proxy`(kind: ProxyServer.Kind, login: (String, String)?) async throws {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(TestTLSHandler(files))
        } body: { server in
            try await ProxyServer.run(kind, login: login.map { (name: $0.0, password: $0.1) }) { port in
                let options = try options(setting, kind, port: port, login: login)
                try await withConnection(port: server, options: options) { connection in
                    #expect(connection.tls?.version == "TLSv1.3")
                    #expect(connection.remoteAddress == "\(kind.rawValue)://127.0.0.1:\(port)")
                }
            }
        }
    }

    @Test(arguments: ProxyServer.Kind.allCases)
    func `A login that the proxy refuses is the proxy's`(kind: ProxyServer.Kind) async throws {
        let setting = try TestSetting()
        try await ProxyServer.run(kind, login: (name: "alice", password: "s3cret")) { port in
            for login in [nil, ("alice", "wrong")] {
                let error = try await failure(
                    port: 1, options: try options(setting, kind, port: port, login: login))
                #expect(error == .proxy(.loginRefused))
            }
        }
    }

    @Test(arguments: ProxyServer.Kind.allCases)
    func `Whose failure it is, is told`(kind: ProxyServer.Kind) async throws {
        let setting = try TestSetting()
        try await RefusedPort.hold { closed in
            let noProxy = try await failure(port: 993, options: try options(setting, kind, port: closed))
            #expect(noProxy == .proxy(.unreachable))
            try await ProxyServer.run(kind, ports: [993]) { port in
                let error = try await failure(port: closed, options: try options(setting, kind, port: port))
                guard kind == .http else {
                    #expect(error == .refused)
                    return
                }
                guard case .proxy(.refused(let reason))? = error else { throw error ?? .cancelled }
                #expect(reason.contains("403"))
            }
        }
    }

    @Test func `A proxy that never answers is waited for no longer than a connection`() async throws {
        var setting = try TestSetting()
        setting.timeouts.connect = .milliseconds(200)
        try await TestListener.run { _ in
        } body: { port in
            let error = try await failure(port: 993, options: try options(setting, .socks5, port: port))
            #expect(error == .timedOut(.connect))
        }
    }

    @Test(arguments: ["localhost", "a.localhost", "127.0.0.1", "10.0.0.1", "::1"])
    func `A proxy is not asked for hosts of its own network that somebody else named`(host: String) async throws {
        let setting = try TestSetting()
        var options = try options(setting, .socks5, port: 1)
        options.allowsPrivateAddresses = false
        #expect(try await failure(host: host, port: 993, options: options) == .privateAddress(host))
    }
}
