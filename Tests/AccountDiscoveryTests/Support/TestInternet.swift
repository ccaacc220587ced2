import DNSResolution
import MailCore
import MailTestServers
import MailTransport
import Synchronization

@testable import AccountDiscovery

/// A small internet on loopback: a name server, and web servers for https and http to which every known host leads. What
/// is not in it does not exist.
struct TestInternet: Sendable {
    /// By host and path, such as `autoconfig.example.org/mail/config-v1.1.xml`; a query does not count. `HTTPS` and `HTTP`
    /// in an answer become the servers' ports.
    var pages: [String: String] = [:]
    /// The same over plain http.
    var plainPages: [String: String] = [:]
    /// Keys are a name and a type, such as `example.org MX`.
    var records: [String: [DNSTestRecord]] = [:]
    /// Hosts that take connections and never answer.
    var silentHosts: Set<String> = []
    /// Names that DNS does not answer for.
    var silentNames: Set<String> = []
    /// Whether DNSSEC proves every record.
    var isAuthenticated = false

    /// The database's host here.
    static let ispdb = "ispdb.example"

    /// Hosts that are mail servers; the certificate that `run` hands out is theirs, too.
    var mailHosts: Set<String> = []

    /// What was sent to whom.
    final class Log: Sendable {
        private let storage = Mutex<(requests: [Request], queries: [String])>(([], []))

        var requests: [Request] { storage.withLock { $0.requests } }
        /// Such as `example.org 15`.
        var queries: [String] { storage.withLock { $0.queries } }

        func note(_ request: Request) { storage.withLock { $0.requests.append(request) } }
        func note(query: String) { storage.withLock { $0.queries.append(query) } }
    }

    struct Request: Sendable {
        let host: String
        let target: String
        /// Everything that came.
        let text: String
        let isSecure: Bool
    }

    /// What one search in it found, and what it sent.
    struct Search: Sendable {
        let report: DiscoveryReport
        let log: Log

        func attempt(_ source: SourceName) -> Attempt? { report.attempts.first { $0.source == source } }
    }

    func search(
        for address: String, timeout: Duration = .seconds(30), options: DiscoveryOptions = .withoutServers,
        guesses: [Guess] = []
    ) async throws -> Search {
        try await run(timeout: timeout) { environment, log, _ in
            let resolver = AccountResolver(environment, options, guesses: guesses)
            return Search(report: await resolver.resolve(try EmailAddress(parsing: address)), log: log)
        }
    }

    /// - Parameters:
    ///   - authority: who signs the servers' certificate; nil makes one.
    ///   - body: gets what sources need, what was sent, and the certificate.
    func run<Value: Sendable>(
        timeout: Duration = .seconds(30), trusting authority: TestCertificateAuthority? = nil,
        _ body: (SourceEnvironment, Log, TestCertificateFiles) async throws -> Value
    ) async throws -> Value {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let authority = try authority ?? TestCertificateAuthority(in: folder.path)
        let certificate = try authority.issue(names: hosts.sorted())
        let log = Log()
        return try await withNameServer(log) { dnsPort in
            try await withWebServers(certificate, log) { https, http in
                var timeouts = Timeouts()
                timeouts.discovery = timeout
                let dns = DNSResolver(nameserver: ("127.0.0.1", dnsPort), timeout: timeouts.dns)
                let transport = TransportOptions(
                    tls: try TLSContext(TLSConfiguration(extraRootsFile: authority.certificateFile)),
                    timeouts: timeouts,
                    resolver: { DNSNameResolver(dns, on: $0) }, allowsPrivateAddresses: true)
                let places = WebPlaces(
                    ispdb: "https://\(Self.ispdb):\(https)/v1.1/", httpsPort: https, httpPort: http)
                return try await body(
                    SourceEnvironment(transport: transport, dns: dns, places: places), log, certificate)
            }
        }
    }

    private var hosts: Set<String> {
        let named = (Array(pages.keys) + Array(plainPages.keys)).map { String($0.prefix { $0 != "/" }) }
        return silentHosts.union(named).union(mailHosts).union(["localhost"])
    }

    private func withNameServer<Value: Sendable>(
        _ log: Log, _ body: (UInt16) async throws -> Value
    ) async throws -> Value {
        var zone = records
        for host in hosts where zone["\(host) A"] == nil { zone["\(host) A"] = [.a("127.0.0.1")] }
        let names = Set(zone.keys.map { String($0.prefix { $0 != " " }) })
        return try await DNSTestServer.run(
            answer: { [zone] name, type in
                log.note(query: "\(name) \(type)")
                guard !silentNames.contains(name) else { return nil }
                let found = zone.filter { $0.key.hasPrefix(name + " ") }.flatMap(\.value).filter { $0.type == type }
                return DNSTestAnswer(
                    code: names.contains(name) ? 0 : 3, isAuthenticated: isAuthenticated,
                    records: found.map { (name, $0) })
            }, body: body)
    }

    private func withWebServers<Value: Sendable>(
        _ certificate: TestCertificateFiles, _ log: Log, _ body: (UInt16, UInt16) async throws -> Value
    ) async throws -> Value {
        let ports = Mutex<(https: UInt16, http: UInt16)>((0, 0))
        let answer = { @Sendable (target: String, request: String, isSecure: Bool) -> String? in
            let host =
                request.split(separator: "\r\n").first { $0.hasPrefix("Host: ") }
                .map { String($0.dropFirst(6).prefix { $0 != ":" }) } ?? ""
            log.note(Request(host: host, target: target, text: request, isSecure: isSecure))
            guard !silentHosts.contains(host) else { return nil }
            let page = (isSecure ? pages : plainPages)[host + target.prefix { $0 != "?" }]
            let (https, http) = ports.withLock { $0 }
            return (page ?? HTTPTestServer.response(404)).replacing(":HTTPS", with: ":\(https)")
                .replacing(":HTTP", with: ":\(http)")
        }
        return try await HTTPTestServer.run(
            certificate: certificate, answer: { answer($0, $1, true) },
            body: { https in
                try await HTTPTestServer.run(
                    certificate: nil, answer: { answer($0, $1, false) },
                    body: { http in
                        ports.withLock { $0 = (https, http) }
                        return try await body(https, http)
                    })
            })
    }
}

extension DiscoveryOptions {
    /// Everybody is asked, and no server is looked at.
    static var withoutServers: DiscoveryOptions {
        var options = DiscoveryOptions()
        options.looksAtServers = false
        return options
    }
}
