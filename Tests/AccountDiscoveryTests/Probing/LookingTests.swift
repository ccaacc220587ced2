import MailCore
import MailTestServers
import MailTransport
import Testing

@testable import AccountDiscovery

/// A search that looks at the servers it finds.
@Suite struct LookingTests {
    private func internet(port: UInt16, dead: UInt16) -> TestInternet {
        var internet = TestInternet(mailHosts: ["imap.example.org"])
        // Equally good, but for their order: only what the servers show can decide.
        internet.pages["autoconfig.example.org/mail/config-v1.1.xml"] =
            TestDocuments.autoconfig("imap.example.org", port: dead)
        internet.pages["example.org/.well-known/autoconfig/mail/config-v1.1.xml"] =
            TestDocuments.autoconfig("imap.example.org", port: port)
        return internet
    }

    @Test func `Of two that are as good the one that answers wins`() async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let authority = try TestCertificateAuthority(in: folder.path)
        let certificate = try authority.issue(names: ["imap.example.org"])
        let report = try await RefusedPort.hold { dead in
            try await ScriptedServer.withServer(
                "S: * OK [CAPABILITY IMAP4rev1] ready\nlogout", certificate: certificate, implicitTLS: true
            ) { port in
                try await internet(port: port, dead: dead).run(trusting: authority) { environment, _, _ in
                    var options = DiscoveryOptions()
                    options.sources = [.autoconfig, .wellKnown]
                    let address = try EmailAddress(parsing: "alice@example.org")
                    return await AccountResolver(environment, options).resolve(address)
                }
            }
        }
        #expect(report.candidates.map(\.source) == [.wellKnown, .autoconfig])
        let servers = report.candidates.flatMap(\.incoming)
        #expect(servers.map { report.sighting(of: $0)?.outcome } == [.ready, .failed])
        #expect(report.sightings.count == 2)
    }

    @Test func `A silent server costs no more than the deadline`() async throws {
        let report = try await TestListener.run(configure: { _ in }) { port in
            try await internet(port: port, dead: port).run(timeout: .seconds(3)) { environment, _, _ in
                var options = DiscoveryOptions()
                options.sources = [.autoconfig]
                return await AccountResolver(environment, options)
                    .resolve(try EmailAddress(parsing: "alice@example.org"))
            }
        }
        #expect(report.chosenCandidate?.source == .autoconfig)
        #expect(report.sightings.map(\.outcome) == [.failed])
        #expect(report.sightings.allSatisfy { $0.isTemporary && $0.duration < .seconds(20) })
    }

    /// A bundled profile says that the bridge is on this computer, so there it is looked for.
    @Test func `A bridge that is not running is needed`() async throws {
        let report = try await TestInternet().run { environment, _, _ in
            var options = DiscoveryOptions()
            options.sources = [.profile]
            var environment = environment
            environment.transport.allowsPrivateAddresses = false
            return await AccountResolver(environment, options)
                .resolve(try EmailAddress(parsing: "alice@proton.me"))
        }
        #expect(report.sightings.count == 2)
        #expect(report.sightings.allSatisfy { $0.outcome == .failed && $0.isTemporary })
        #expect(report.verdict == .bridgeNeeded)
    }
}
