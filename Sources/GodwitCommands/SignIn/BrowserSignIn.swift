internal import MailCore
internal import OAuth

/// A sign-in in the browser of this computer, or of another one whose last address is pasted.
struct BrowserSignIn {
    let server: SignInServer
    let client: OAuthClient
    let session: OAuthSession
    let speech: SignInSpeech
    /// How long the person may take.
    let patience: Duration
    let opensBrowser: Bool

    /// - Parameter hint: the address that is meant.
    func run(hint: String) async throws -> TokenResponse {
        let redirect = RedirectAddress(server.redirectURI)
        guard redirect.isListenedTo else {
            return try await signIn(at: redirect.uri(port: 0), hint: hint, listener: nil)
        }
        return try await LoopbackListener.withListener(port: redirect.port, language: speech.language) { listener in
            try await signIn(at: redirect.uri(port: listener.port), hint: hint, listener: listener)
        }
    }

    private func signIn(at redirectURI: String, hint: String, listener: LoopbackListener?) async throws -> TokenResponse {
        let request = try AuthorizationRequest(
            at: server.server, client: client, redirectURI: redirectURI, hint: hint, language: speech.language)
        speech.openPage(request.url, listens: listener != nil)
        if opensBrowser { Browser.open(request.url) }
        let code: Secret
        do {
            let (speech, patience) = (speech, patience)
            code = try await withDeadline(patience) {
                try await Self.code(of: request, listener: listener, speech: speech)
            }
        } catch is DeadlineExceeded {
            throw OAuthError.timedOut
        }
        return try await session.token(for: code, of: request, at: server.server, client: client)
    }

    /// From the browser or from the person, whoever is first.
    private static func code(
        of request: AuthorizationRequest, listener: LoopbackListener?, speech: SignInSpeech
    ) async throws -> Secret {
        try await withThrowingTaskGroup(of: Secret?.self) { group in
            defer { group.cancelAll() }
            if let listener {
                group.addTask {
                    try await listener.code { target in
                        do throws(OAuthError) {
                            return try request.code(from: target).map { .success($0) }
                        } catch {
                            return .failure(error)
                        }
                    }
                }
            }
            let console = Console.current
            group.addTask {
                while let line = await console.nextLine() {
                    if let code = try request.code(from: line) { return code }
                    if !line.trimmingBlanks().isEmpty { speech.wrongAddress() }
                }
                return nil
            }
            // Nil: nobody types any more; the browser may still come.
            while let code = try await group.next() {
                if let code { return code }
            }
            throw OAuthError.timedOut
        }
    }
}
