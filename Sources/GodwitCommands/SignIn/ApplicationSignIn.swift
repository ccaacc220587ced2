internal import MailCore
internal import OAuth

/// A program of Microsoft's acts in its own name.
struct ApplicationSignIn: SignInWay {
    let server: SignInServer
    let client: OAuthClient
    let scope: String?

    var name: String { server.name }
    var trustsHost: Bool { server.isTyped }

    func signIn(_ account: SignInAccount, session: OAuthSession) async throws -> SignIn {
        guard let scope = scope ?? server.applicationScope else {
            throw CommandFailure(.applicationUnknown(server.name))
        }
        guard client.secret != nil else { throw CommandFailure(.secretMissing(server.name)) }
        var signIn = SignIn(
            account: account.key, way: .clientCredentials, client: client,
            tokenEndpoint: server.server.tokenEndpoint, scope: scope, trustsHost: server.isTyped)
        let time = WallClock.seconds
        let request = try signIn.tokenRequest(for: account.key, at: time)
        signIn.take(try await session.token(request, at: signIn.tokenEndpoint), for: account.key, at: time)
        return signIn
    }
}
