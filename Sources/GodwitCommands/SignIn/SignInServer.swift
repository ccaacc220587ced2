internal import AccountDiscovery
internal import HTTPFetch
internal import MailCore
internal import OAuth

/// The authorization server of an account, with all that is known of signing in there.
struct SignInServer {
    var server: AuthorizationServer
    /// As it stands in the configuration file.
    let issuer: String
    let redirectURI: String
    let applicationScope: String?
    let configuration: ClientConfiguration
    /// A person named it.
    let isTyped: Bool

    var name: String { server.name }
}

/// Finds where one signs in to an account: where the person says, else where the profile or the provider itself says.
struct SignInSearch {
    let client: ClientOptions
    let network: NetworkOptions
    let sources: SourceOptions

    /// - Throws: ``CommandFailure`` when nobody knows, or the server does not tell.
    func server(for account: SignInAccount) async throws -> SignInServer {
        if let issuer = client.issuer { return try await described(by: issuer, isTyped: true) }
        guard let profile = try await profile(for: account) else {
            throw CommandFailure(.signInUnknown(account.display))
        }
        let configuration = try ClientConfiguration.of(issuer: profile.issuer)
        let tenant = client.tenant ?? configuration.tenant
        let ours = tenant.map(profile.of) ?? profile
        guard let server = AuthorizationServer(ours, scope: client.scope) else {
            return try await described(by: profile.issuer, isTyped: false)
        }
        return SignInServer(
            server: server, issuer: profile.issuer,
            redirectURI: client.redirectURI ?? configuration.redirectURI ?? profile.redirectURI,
            applicationScope: profile.applicationScope, configuration: configuration, isTyped: false)
    }

    /// What a bundled profile says needs no packet; what a stranger says counts only where it is trusted, because whoever
    /// names the server gets the sign-in.
    private func profile(for account: SignInAccount) async throws -> OAuthProfile? {
        if let known = ProviderCatalog.profile(forDomain: account.domain) { return known.oauth }
        if let address = account.address, let saved = try SavedAccounts.read(address), let known = saved.provider {
            return known.oauth
        }
        guard let address = account.address ?? (try? EmailAddress(parsing: "postmaster@\(account.domain)")) else {
            return nil
        }
        let report = try await network.accountResolver(sources.forUse).resolve(address)
        let trusted = report.usableCandidates.filter(\.isUsableWithoutAsking)
        return report.provider?.oauth ?? trusted.lazy.compactMap(\.oauth).first
    }

    private func described(by issuer: String, isTyped: Bool) async throws -> SignInServer {
        let configuration = try ClientConfiguration.of(issuer: issuer)
        do {
            let server = try await network.oauthSession(trustsHost: isTyped)
                .server(issuer: issuer, scope: client.scope)
            return SignInServer(
                server: server, issuer: issuer,
                redirectURI: client.redirectURI ?? configuration.redirectURI ?? "http://127.0.0.1",
                applicationScope: server.scope, configuration: configuration, isTyped: isTyped)
        } catch let error as OAuthError {
            throw CommandFailure(error, server: DisplayText.clean(issuer))
        }
    }
}

extension AuthorizationServer {
    /// Nil when the profile only names somebody who says the rest.
    fileprivate init?(_ profile: OAuthProfile, scope: String?) {
        func url(_ text: String?) -> HTTPURL? { text.flatMap { HTTPURL($0) } }
        guard let token = url(profile.tokenURL), let scope = scope ?? profile.scope else { return nil }
        self.init(tokenEndpoint: token, scope: scope)
        authorizationEndpoint = url(profile.authorizationURL)
        deviceEndpoint = url(profile.deviceURL)
        revocationEndpoint = url(profile.revocationURL)
        registrationEndpoint = url(profile.registrationURL)
    }
}
