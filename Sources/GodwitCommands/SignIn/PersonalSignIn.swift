internal import MailCore
internal import OAuth

/// A person signs in, here or on another device.
struct PersonalSignIn: SignInWay {
    let server: SignInServer
    let client: OAuthClient
    let speech: SignInSpeech
    let patience: Duration
    let usesDevice: Bool
    let opensBrowser: Bool

    var name: String { server.name }
    var trustsHost: Bool { server.isTyped }

    func signIn(_ account: SignInAccount, session: OAuthSession) async throws -> SignIn {
        let time = WallClock.seconds
        let response =
            usesDevice
            ? try await DeviceSignIn(
                server: server, client: client, session: session, speech: speech, patience: patience
            ).run()
            : try await BrowserSignIn(
                server: server, client: client, session: session, speech: speech, patience: patience,
                opensBrowser: opensBrowser
            ).run(hint: account.key)
        guard let refreshToken = response.refreshToken else { throw OAuthError.noRefreshToken }
        var signIn = SignIn(
            account: account.key, way: .refreshToken(refreshToken), client: client,
            tokenEndpoint: server.server.tokenEndpoint, revocationEndpoint: server.server.revocationEndpoint,
            scope: response.scope ?? server.server.scope, trustsHost: server.isTyped)
        signIn.take(response, for: account.key, at: time)
        return signIn
    }
}
