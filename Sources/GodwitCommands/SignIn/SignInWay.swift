internal import Glibc
internal import HTTPFetch
internal import MailCore
internal import OAuth

/// A way to get the first token.
protocol SignInWay {
    /// Who gives it, safe to show.
    var name: String { get }
    var trustsHost: Bool { get }

    /// - Throws: ``OAuthError``, ``CommandFailure``, or `CancellationError`.
    func signIn(_ account: SignInAccount, session: OAuthSession) async throws -> SignIn
}

/// A person signs in, here or on another device.
struct PersonalSignIn: SignInWay {
    let server: SignInServer
    let client: OAuthClient
    let session: OAuthSession
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

/// A service account of Google acts for everybody.
struct ServiceAccountSignIn: SignInWay {
    let file: String
    let scope: String?

    private static let googleScope = "https://mail.google.com/"

    var name: String { (try? key().tokenEndpoint.host) ?? "" }
    var trustsHost: Bool { true }

    private func key() throws(OAuthError) -> ServiceAccountKey {
        guard let bytes = KeyFile.read(file) else { throw .unusableKey }
        return try ServiceAccountKey(bytes)
    }

    func signIn(_ account: SignInAccount, session: OAuthSession) async throws -> SignIn {
        let key = try key()
        // Later runs may begin in another folder.
        let path = realpath(file, nil).map { pointer in
            defer { free(pointer) }
            return String(cString: pointer)
        }
        var signIn = SignIn(
            account: account.key, way: .serviceAccount(keyFile: path ?? file),
            client: OAuthClient(identifier: key.account), tokenEndpoint: key.tokenEndpoint,
            scope: scope ?? Self.googleScope, trustsHost: true)
        guard let address = account.address?.description else { return signIn }
        let time = WallClock.seconds
        let request = try signIn.tokenRequest(for: address, at: time)
        signIn.take(try await session.token(request, at: key.tokenEndpoint), for: address, at: time)
        return signIn
    }
}

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
