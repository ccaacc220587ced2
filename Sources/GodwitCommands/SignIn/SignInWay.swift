internal import OAuth

/// A way to get the first token.
protocol SignInWay {
    /// Who gives it, safe to show.
    var name: String { get }
    var trustsHost: Bool { get }

    /// - Throws: ``OAuthError``, ``CommandFailure``, or `CancellationError`.
    func signIn(_ account: SignInAccount, session: OAuthSession) async throws -> SignIn
}
