internal import NIOCore

/// Providers that run on this machine, under one name server, one web server and one certificate authority.
///
/// ```swift
/// try await SandboxNetwork.withNetwork([SandboxSite(.netEase), SandboxSite(.gmail)]) { network in
///     let (old, new) = (network.providers[0].user("alice"), network.providers[1].user("alice"))
///     try old.fill(with: SampleMail(count: 600))
///     // Names are answered at network.nameServerPort, and network.port(of: "imap.163.com", 993) says where that is here.
/// }
/// ```
public struct SandboxNetwork: Sendable {
    /// In the order of their sites.
    public let providers: [SandboxProvider]
    /// Answers on 127.0.0.1 (UDP) for the domains of the providers; no other name exists.
    public let nameServerPort: UInt16
    /// Where `https://autoconfig.DOMAIN` and `https://DOMAIN` are here.
    public let webServerPort: UInt16
    /// PEM file of the authority of all certificates.
    public let certificateAuthorityFile: String
    private let routes: [SandboxRoute: UInt16]

    /// Runs providers.
    ///
    /// - Parameters:
    ///   - sites: of different domains.
    ///   - roundTrip: how much longer the way there and back is than it is on this machine.
    ///   - folder: keeps the mail, one folder an account; what is there already is used. Nil is memory.
    ///   - body: everything is gone when it returns.
    /// - Throws: what the closure throws, ``SandboxFolderProblem``, and ``SandboxCertificateError`` or NIO's errors when a
    ///   server cannot be begun.
    public static func withNetwork<Value: Sendable>(
        _ sites: [SandboxSite], roundTrip: Duration = .zero, publishing published: SandboxPublishedPorts = .realWorld,
        keptIn folder: String? = nil, _ body: (SandboxNetwork) async throws -> Value
    ) async throws -> Value {
        try await SandboxFolder.withFolder { certificates in
            let authority = try SandboxCertificateAuthority(in: certificates)
            return try await SandboxListener.withListener { listener in
                let start = SandboxStart(
                    listener: listener, authority: authority, roundTrip: roundTrip, published: published,
                    mailFolder: folder)
                return try await body(start.network(sites))
            }
        }
    }

    init(
        providers: [SandboxProvider], nameServerPort: UInt16, webServerPort: UInt16, hosts: Set<String>,
        certificateAuthorityFile: String
    ) {
        self.providers = providers
        self.nameServerPort = nameServerPort
        self.webServerPort = webServerPort
        self.certificateAuthorityFile = certificateAuthorityFile
        var routes: [SandboxRoute: UInt16] = [:]
        for host in hosts { routes[SandboxRoute(host: host, port: 443)] = webServerPort }
        for provider in providers {
            for (endpoint, port) in provider.ports {
                routes[SandboxRoute(host: endpoint.host, port: endpoint.port)] = port
            }
        }
        self.routes = routes
    }

    /// Where a server of the real world is here: a port of 127.0.0.1; nil for what is not in the sandbox.
    ///
    /// - Parameter host: in any case of its letters.
    public func port(of host: String, _ port: UInt16) -> UInt16? {
        routes[SandboxRoute(host: host.lowercased(), port: port)]
    }
}

private struct SandboxRoute: Hashable {
    let host: String
    let port: UInt16
}
