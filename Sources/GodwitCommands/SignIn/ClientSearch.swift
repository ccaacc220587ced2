internal import Glibc
internal import MailCore
internal import OAuth

/// Finds the client to sign in with: the option, the environment, the configuration file, or, where the server lets
/// anybody, a new one.
struct ClientSearch {
    let options: ClientOptions
    let session: OAuthSession

    func client(for server: SignInServer) async throws -> OAuthClient {
        if let identifier = options.identifier ?? Self.environment("GODWIT_CLIENT_ID") ?? server.configuration.identifier
        {
            return OAuthClient(identifier: identifier, secret: try secret(server.configuration))
        }
        guard let endpoint = server.server.registrationEndpoint else {
            throw CommandFailure(.clientMissing(server: server.name, issuer: server.issuer))
        }
        do {
            return try await session.client(
                ClientRegistration(redirectURI: server.redirectURI, scope: server.server.scope), at: endpoint)
        } catch {
            throw CommandFailure(error, server: server.name)
        }
    }

    /// Nil for a public client.
    private func secret(_ configuration: ClientConfiguration) throws(SecretError) -> Secret? {
        if let command = options.secretCommand { return try SecretSource.command(command).read(question: "") }
        if Self.environment("GODWIT_CLIENT_SECRET") != nil {
            return try SecretSource.environment("GODWIT_CLIENT_SECRET").read(question: "")
        }
        return try configuration.secretCommand.map { command throws(SecretError) in
            try SecretSource.command(command).read(question: "")
        }
    }

    private static func environment(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }
}
