internal import Glibc
internal import HTTPFetch
internal import MailCore
internal import OAuth

/// A service account of Google acts for everybody.
struct ServiceAccountSignIn: SignInWay {
    let file: String
    let scope: String?

    private static let googleScope = "https://mail.google.com/"

    var name: String { (try? key().tokenEndpoint.host) ?? "" }
    var trustsHost: Bool { true }

    private func key() throws(OAuthError) -> ServiceAccountKey {
        guard let bytes = KeyFile.read(file) else { throw .unreadableKey(path: file) }
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
