internal import HTTPFetch
internal import MailCore

/// Microsoft's Autodiscover, over https and without a login: many hosters answer it for IMAP, too. The provider is told
/// the address, and so is whoever it sends us to.
struct AutodiscoverSource: DiscoverySource {
    let name = SourceName.autodiscover
    let environment: SourceEnvironment

    /// Redirects by documents, beside those of HTTP.
    static let maximumRedirects = 2

    func target(for address: EmailAddress) -> String { location(at: "autodiscover.\(address.domain)") }

    func ask(_ inquiry: Inquiry) async -> SourceAnswer {
        let address = inquiry.address
        return await SourceAnswer.first(of: ["autodiscover.\(address.domain)", address.domain]) { host in
            await ask(at: location(at: host), about: address)
        }
    }

    private func location(at host: String) -> String {
        environment.places.https(host, "autodiscover/autodiscover.xml")
    }

    private func ask(at start: String, about address: EmailAddress) async -> SourceAnswer {
        var (location, asked) = (start, address)
        var evidence = Evidence(protection: .verified)
        for _ in 0...Self.maximumRedirects {
            let document: HTTPDocument
            switch await fetch(location, about: asked) {
            case .document(let found): document = found
            case .nothing(var answer):
                answer.evidence.hops = evidence.hops + answer.evidence.hops
                return answer
            }
            evidence.hops += document.hops
            do {
                switch try AutodiscoverDocument(decoding: document.body, address: asked) {
                case .settings(let servers): return .found(candidate(servers, for: address, evidence), evidence)
                case .refused(let words): return .absent(Self.refused(words), evidence)
                case .redirectURL(let next): location = next
                case .redirectAddress(let other):
                    asked = try EmailAddress(parsing: other)
                    location = self.location(at: "autodiscover.\(asked.domain)")
                }
            } catch let error as AutoconfigError {
                return .failed(error.text, isTemporary: false, evidence)
            } catch {
                return .failed(Self.strangeRedirect, isTemporary: false, evidence)
            }
        }
        return .failed(Self.tooManyRedirects, isTemporary: false, evidence)
    }

    /// Some servers take the question by GET only.
    private func fetch(_ location: String, about address: EmailAddress) async -> SourceEnvironment.Fetched {
        // As with redirects of HTTP: another port is no web server one may be sent to.
        guard let url = HTTPURL(location), url.port == environment.places.httpsPort else {
            return .nothing(.failed(Self.strangeRedirect, isTemporary: false))
        }
        let timeout = environment.timeout
        do {
            do {
                return .document(try await environment.fetcher.ask(.autodiscover(address), of: url, timeout: timeout))
            } catch  where error.error == .status(405) {
                return .document(try await environment.fetcher.get(url, timeout: timeout))
            }
        } catch {
            let answer = FetchReason(error, source: name).answer(after: error)
            return .nothing(error.error == .status(401) ? .absent(Self.wantsLogin, answer.evidence) : answer)
        }
    }

    /// The provider itself speaks, unless it sent us to somebody else.
    private func candidate(_ servers: [ServerSettings], for address: EmailAddress, _ evidence: Evidence) -> Candidate {
        let own = RegistrableDomain.of(host: address.domain)
        let isOwn = evidence.hops.compactMap(HTTPURL.init).allSatisfy { RegistrableDomain.of(host: $0.host) == own }
        return Candidate(
            source: name, trust: isOwn ? .trusted : .unverified([.otherDomain]),
            incoming: servers.filter { $0.protocol != .smtp }, outgoing: servers.filter { $0.protocol == .smtp })
    }

    private static func refused(_ words: String) -> LocalizedText {
        LocalizedText("The server answers: \(words)", zhHans: "服务器回答：\(words)")
    }

    private static let wantsLogin = LocalizedText(
        "It answers after a login only, and no password is sent to find settings.", zhHans: "登录后才会回答；查找设置时不发送密码。")
    private static let tooManyRedirects = LocalizedText("Too many redirects.", zhHans: "重定向次数过多。")
    private static let strangeRedirect = LocalizedText(
        "It redirects to something that cannot be asked.", zhHans: "它重定向到无法查询的地方。")
}
