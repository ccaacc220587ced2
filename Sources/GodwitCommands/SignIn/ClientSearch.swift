internal import MailCore
internal import OAuth

/// Finds the client to sign in with: the option, the environment, the configuration file, or, where the server lets
/// anybody, a new one.
struct ClientSearch {
    let options: ClientOptions
    let session: OAuthSession

    func client(for server: SignInServer) async throws -> OAuthClient {
        if let identifier = options.identifier ?? Environment["GODWIT_CLIENT_ID"]
            ?? server.configuration.identifier
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
    private func secret(_ configuration: ClientConfiguration) throws -> Secret? {
        guard let source = source(configuration) else { return nil }
        do throws(SecretError) {
            return try source.read(question: "")
        } catch {
            throw CommandFailure(.secretUnreadable)
        }
    }

    private func source(_ configuration: ClientConfiguration) -> SecretSource? {
        if let command = options.secretCommand { return .command(command) }
        if Environment["GODWIT_CLIENT_SECRET"] != nil { return .environment("GODWIT_CLIENT_SECRET") }
        return configuration.secretCommand.map(SecretSource.command)
    }
}

extension Diagnostic {
    fileprivate static var secretUnreadable: Diagnostic {
        Diagnostic(
            .secretUnavailable,
            message: LocalizedText("The client secret cannot be read.", zhHans: "无法读取 client secret。"),
            remedy: LocalizedText(
                "--client-secret-command, or clientSecretCommand in oauth.json, has to print it in its first line.",
                zhHans: "--client-secret-command 或 oauth.json 中的 clientSecretCommand 须在第一行输出它。"),
            actor: .user)
    }
}
