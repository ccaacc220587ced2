import DNSResolution
import MailCore
import MailTestServers
import MailTransport
import Synchronization
import Testing

@testable import AccountDiscovery

@Suite struct InternationalAddressTests {
    private let address: EmailAddress

    init() throws { address = try EmailAddress(parsing: "王小明@例子.测试") }

    @Test func `DNS is asked for A-labels`() async throws {
        let names = NameLog()
        let answer = try await DNSTestServer.run(
            answer: { name, _ in
                names.append(name)
                return DNSTestAnswer(records: [(name, .srv(0, 0, 993, "mail.xn--fsqu00a.xn--0zwm56d"))])
            },
            body: { port in
                let dns = DNSResolver(nameserver: ("127.0.0.1", port), timeout: .seconds(10))
                return await ServiceRecordSource(resolver: dns).ask(Inquiry(about: address))
            })
        #expect(names.entries.count == 6)
        #expect(names.entries.allSatisfy { $0.hasSuffix("._tcp.xn--fsqu00a.xn--0zwm56d") })
        guard case .found(let candidate, _) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(candidate.trust == .unverified([.unauthenticatedDNS]))  // not another domain
        #expect(candidate.incoming.allSatisfy { HostName.display($0.host) == "mail.例子.测试" })
    }

    @Test func `The local part is percent-encoded in a query`() throws {
        let environment = SourceEnvironment(
            transport: TransportOptions(tls: try TLSContext(TLSConfiguration())), dns: DNSResolver(timeout: .seconds(1))
        )
        #expect(
            AutoconfigSource.provider(environment).target(for: address)
                == "https://autoconfig.xn--fsqu00a.xn--0zwm56d/mail/config-v1.1.xml"
                + "?emailaddress=%E7%8E%8B%E5%B0%8F%E6%98%8E%40xn--fsqu00a.xn--0zwm56d")
    }

    /// DNS, the Host field, SNI and the certificate's name are all the A-label, whatever was typed.
    @Test func `HTTP and TLS see the A-label`() async throws {
        let folder = try TemporaryFolder()
        let authority = try TestCertificateAuthority(in: folder.path)
        let heads = NameLog()
        let zone = ["xn--bcher-kva.example A": [DNSTestRecord.a("127.0.0.1")]]
        let report = try await DNSTestServer.run(zone: zone) { dnsPort in
            let dns = DNSResolver(nameserver: ("127.0.0.1", dnsPort), timeout: .seconds(10))
            let options = TransportOptions(
                tls: try TLSContext(TLSConfiguration(extraRootsFile: authority.certificateFile)),
                resolver: { DNSNameResolver(dns, on: $0) })
            return try await HTTPTestServer.run(
                certificate: try authority.issue(names: ["xn--bcher-kva.example"]),
                answer: { _, head in
                    heads.append(head)
                    return HTTPTestServer.response(body: AutoconfigDocumentTests.valid)
                },
                body: { port in
                    var asked = DiscoveryOptions()
                    asked.document = "https://Bücher.example:\(port)/config.xml"
                    asked.looksAtServers = false
                    let environment = SourceEnvironment(transport: options, dns: dns)
                    return await AccountResolver(environment, asked).resolve(address)
                })
        }
        #expect(report.chosenCandidate?.trust == .trusted)
        #expect(heads.entries.count == 1)
        #expect(heads.entries.allSatisfy { $0.contains("Host: xn--bcher-kva.example:") })
    }

    @Test func `Hosts of a document may be written in their own script`() throws {
        let text = AutoconfigDocumentTests.valid.replacing("imap.example.org", with: "imap.Bücher.example")
        let document = try AutoconfigDocument(decoding: Array(text.utf8))
        #expect(document.incomingSettings(for: address).first?.host == "imap.xn--bcher-kva.example")
    }
}

private final class NameLog: Sendable {
    private let storage = Mutex<[String]>([])

    var entries: [String] { storage.withLock { $0 } }

    func append(_ entry: String) { storage.withLock { $0.append(entry) } }
}
