internal import MailCore

/// How the providers of a network are found: their names, and the documents that they publish.
struct SandboxDirectory: Sendable {
    private let providers: [SandboxProvider]
    private let published: SandboxPublishedPorts

    init(_ providers: [SandboxProvider], published: SandboxPublishedPorts) {
        self.providers = providers
        self.published = published
    }

    // MARK: Names

    var zone: SandboxDNSZone {
        providers.reduce(into: [:]) { zone, provider in
            let personality = provider.personality
            let domain = personality.domain
            for host in SandboxSite(personality).hosts { zone[host + " A"] = [.a("127.0.0.1")] }
            zone[domain + " MX"] = [.mx(10, personality.mailExchanger)]
            zone[domain + " TXT"] = [.txt("v=spf1 mx -all")]
            guard personality.publications.contains(.serviceRecords) else { return }
            for endpoint in personality.endpoints where endpoint.security != .plaintext {
                zone["\(Self.service(of: endpoint))._tcp.\(domain) SRV"] = [
                    .srv(0, 1, port(of: endpoint, at: provider), endpoint.host)
                ]
            }
        }
    }

    /// RFC 6186 §3, RFC 8314 §5.1.
    private static func service(of endpoint: SandboxEndpoint) -> String {
        let isTLS = endpoint.security == .tls
        return switch endpoint.protocol {
        case .imap: isTLS ? "_imaps" : "_imap"
        case .pop3: isTLS ? "_pop3s" : "_pop3"
        case .smtp: isTLS ? "_submissions" : "_submission"
        }
    }

    private func port(of endpoint: SandboxEndpoint, at provider: SandboxProvider) -> UInt16 {
        published == .actual ? provider.ports[endpoint] ?? endpoint.port : endpoint.port
    }

    // MARK: Documents

    func answer(_ request: SandboxHTTPRequest) -> SandboxHTTPResponse {
        let host = request.headers.first { $0.name == "host" }?.value.prefix { $0 != ":" }.lowercased() ?? ""
        for provider in providers where host == SandboxAuthorization.host(of: provider.personality.domain) {
            if let authorization = provider.authorization { return authorization.answer(request) }
        }
        guard let provider = providers.first(where: { publishes(request.path, host, $0.personality) }) else {
            return SandboxHTTPResponse(status: 404)
        }
        return SandboxHTTPResponse(
            headers: [SandboxHTTPField("Content-Type", "text/xml; charset=utf-8")],
            body: Array(document(of: provider).utf8))
    }

    private func publishes(_ path: String, _ host: String, _ personality: SandboxPersonality) -> Bool {
        switch (host, path) {
        case ("autoconfig." + personality.domain, "/mail/config-v1.1.xml"):
            personality.publications.contains(.autoconfig)
        case (personality.domain, "/.well-known/autoconfig/mail/config-v1.1.xml"):
            personality.publications.contains(.wellKnown)
        default: false
        }
    }

    /// draft-ietf-mailmaint-autoconfig §5.
    private func document(of provider: SandboxProvider) -> String {
        let personality = provider.personality
        let endpoints = personality.endpoints.filter { $0.security != .plaintext }
        let servers = endpoints.map { server($0, port(of: $0, at: provider), personality) }
        let (domain, name) = (Markup.escaped(personality.domain), Markup.escaped(personality.name))
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <clientConfig version="1.1">
              <emailProvider id="\(domain)">
                <domain>\(domain)</domain>
                <displayName>\(name)</displayName>
            \(servers.joined(separator: "\n"))
              </emailProvider>
            \(personality.takesTokens ? Self.authorization(domain) : "")</clientConfig>

            """
    }

    /// draft-ietf-mailmaint-autoconfig §5.7
    private static func authorization(_ domain: String) -> String {
        let issuer = SandboxAuthorization.host(of: domain)
        return """
              <oAuth2>
                <issuer>\(issuer)</issuer>
                <scope>urn:ietf:params:oauth:scope:mail offline_access</scope>
                <authURL>https://\(issuer)/authorize</authURL>
                <tokenURL>https://\(issuer)/token</tokenURL>
              </oAuth2>

            """
    }

    private func server(_ endpoint: SandboxEndpoint, _ port: UInt16, _ personality: SandboxPersonality) -> String {
        let element = endpoint.protocol == .smtp ? "outgoingServer" : "incomingServer"
        let socket = endpoint.security == .tls ? "SSL" : "STARTTLS"
        let login = personality.secret.kind == .accessToken ? "OAuth2" : "password-cleartext"
        let user = endpoint.userName == .address ? "%EMAILADDRESS%" : "%EMAILLOCALPART%"
        return """
                <\(element) type="\(endpoint.protocol.rawValue)">
                  <hostname>\(Markup.escaped(endpoint.host))</hostname>
                  <port>\(port)</port>
                  <socketType>\(socket)</socketType>
                  <authentication>\(login)</authentication>
                  <username>\(user)</username>
                </\(element)>
            """
    }
}
