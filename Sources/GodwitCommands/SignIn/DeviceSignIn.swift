internal import MailCore
internal import OAuth

/// A sign-in on another device, with a code that is typed there (RFC 8628).
struct DeviceSignIn {
    let server: SignInServer
    let client: OAuthClient
    let session: OAuthSession
    let speech: SignInSpeech
    let patience: Duration

    func run() async throws -> TokenResponse {
        let authorization = try await session.deviceAuthorization(at: server.server, client: client)
        speech.typeCode(authorization)
        let (server, client, session) = (server.server, client, session)
        do {
            return try await withDeadline(patience) {
                var polling = DevicePolling(authorization)
                while true {
                    try await Task.sleep(for: polling.interval)
                    do throws(OAuthError) {
                        return try await session.token(for: authorization, at: server, client: client)
                    } catch {
                        try polling.goOn(after: error)
                    }
                }
            }
        } catch is DeadlineExceeded {
            throw OAuthError.timedOut
        }
    }
}
