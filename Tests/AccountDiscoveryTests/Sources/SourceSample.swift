import MailCore
import MailTestServers

@testable import AccountDiscovery

/// For each source that the network has, a little internet in which only that source knows the settings, and names a
/// server of its own.
struct SourceSample: Sendable, CustomStringConvertible {
    let source: SourceName
    let trust: Trust

    var description: String { source.rawValue }

    /// The best first: who wins when two disagree.
    static let all: [SourceSample] = [
        SourceSample(source: .profile, trust: .trusted),
        SourceSample(source: .pacc, trust: .trusted),
        SourceSample(source: .autoconfig, trust: .trusted),
        SourceSample(source: .wellKnown, trust: .trusted),
        SourceSample(source: .autodiscover, trust: .trusted),
        SourceSample(source: .mailExchangerProfile, trust: .unverified([.unauthenticatedDNS])),
        SourceSample(source: .srv, trust: .unverified([.unauthenticatedDNS])),
        SourceSample(source: .ispdb, trust: .unverified([.thirdParty])),
        SourceSample(source: .mailExchangerISPDB, trust: .unverified([.thirdParty, .unauthenticatedDNS])),
        SourceSample(source: .mailExchangerAutoconfig, trust: .unverified([.unauthenticatedDNS, .otherDomain])),
        SourceSample(source: .plainAutoconfig, trust: .unverified([.plainHTTP])),
    ]

    /// The domain in which these sources can speak.
    static func domain(for samples: [SourceSample]) -> String {
        samples.contains { $0.source == .profile } ? "163.com" : "example.org"
    }

    /// The IMAP server that the source names.
    func host(in domain: String) -> String {
        switch source {
        case .profile: "imap.163.com"
        case .mailExchangerProfile: "imap.gmail.com"
        default: "\(source.rawValue).\(domain)"
        }
    }

    static func internet(for samples: [SourceSample]) -> TestInternet {
        var internet = TestInternet()
        let domain = domain(for: samples)
        // Only a provider we know makes a profile; its mail host is then whose documents are asked for, too.
        let isHosted = samples.contains { $0.source == .mailExchangerProfile }
        let exchanger = isHosted ? "aspmx.l.google.com" : "mx.hoster.example"
        for sample in samples {
            sample.publish(in: &internet, domain: domain, exchanger: exchanger)
        }
        return internet
    }

    private func publish(in internet: inout TestInternet, domain: String, exchanger: String) {
        let host = host(in: domain)
        let owner = exchanger.split(separator: ".").suffix(2).joined(separator: ".")
        let document = TestDocuments.autoconfig(host)
        switch source {
        case .mailExchangerProfile, .mailExchangerAutoconfig, .mailExchangerISPDB:
            internet.records["\(domain) MX"] = [.mx(10, exchanger)]
        default: break
        }
        switch source {
        case .pacc:
            let text = TestDocuments.pacc(host)
            internet.pages["ua-auto-config.\(domain)/.well-known/user-agent-configuration.json"] =
                HTTPTestServer.response(body: text)
            internet.records["_ua-auto-config.\(domain) TXT"] = [.txt(PACCDigestTests.record(for: text))]
        case .autoconfig: internet.pages["autoconfig.\(domain)/mail/config-v1.1.xml"] = document
        case .wellKnown: internet.pages["\(domain)/.well-known/autoconfig/mail/config-v1.1.xml"] = document
        case .srv: internet.records["_imaps._tcp.\(domain) SRV"] = [.srv(0, 0, 993, host)]
        case .ispdb: internet.pages["\(TestInternet.ispdb)/v1.1/\(domain)"] = document
        case .mailExchangerAutoconfig: internet.pages["autoconfig.\(owner)/mail/config-v1.1.xml"] = document
        case .mailExchangerISPDB: internet.pages["\(TestInternet.ispdb)/v1.1/\(owner)"] = document
        case .autodiscover:
            internet.pages["autodiscover.\(domain)/autodiscover/autodiscover.xml"] =
                TestDocuments.autodiscoverServer(host)
        case .plainAutoconfig: internet.plainPages["autoconfig.\(domain)/mail/config-v1.1.xml"] = document
        case .profile, .mailExchangerProfile, .custom, .url, .guess: break
        }
    }
}
