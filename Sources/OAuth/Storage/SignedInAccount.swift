internal import HTTPFetch
package import MailCore
internal import NIOPosix

/// The access tokens of somebody who has signed in: renewed ahead of their end, and when a server refuses one.
///
/// Several processes may use one sign-in. Whoever renews holds a lock, and looks first whether another has done it; what a
/// server gives in place of a refresh token is stored before anything else is done with it.
package actor SignedInAccount: AccessTokenSource {
    private let person: String
    private let place: SignInPlace
    private let session: OAuthSession
    private let now: @Sendable () -> Int
    private var access: SignIn.Access?
    /// A rotated token that could not be stored yet: the one in the store is worth nothing any more.
    private var unsaved: SignIn?

    /// - Parameters:
    ///   - person: the address whose mailbox is meant.
    ///   - now: the time in seconds since 1970.
    package init(
        person: String, place: SignInPlace, session: OAuthSession,
        now: @escaping @Sendable () -> Int = { WallClock.seconds }
    ) {
        self.person = person
        self.place = place
        self.session = session
        self.now = now
    }

    package func token(afterRefusalOf refused: Secret?) async throws(AccessTokenFailure) -> AccessToken {
        if let access, isUsable(access, refused) { return given(access) }
        do throws(SignInFailure) {
            let access = try await renewed(refused, reusing: true)
            return given(access)
        } catch {
            throw error.accessTokenFailure(account: person)
        }
    }

    /// A token that was made just now, which shows that the sign-in is good.
    package func freshToken() async throws(AccessTokenFailure) -> AccessToken {
        do throws(SignInFailure) {
            let access = try await renewed(nil, reusing: false)
            return given(access)
        } catch {
            throw error.accessTokenFailure(account: person)
        }
    }

    private func renewed(_ refused: Secret?, reusing: Bool) async throws(SignInFailure) -> SignIn.Access {
        let lock: SignInLock
        do { lock = try await SignInLock(path: place.lockPath) } catch { throw .store(error) }
        defer { lock.release() }
        var signIn: SignIn
        do {
            if let unsaved { try await save(unsaved) }
            let place = place
            signIn = try await Self.apart { () throws(SignInStoreError) in try place.read() }
        } catch {
            throw .store(error)
        }
        // Another process may have renewed it meanwhile.
        if reusing, let stored = signIn.access, isUsable(stored, refused) {
            access = stored
            return stored
        }
        let time = now()
        let response: TokenResponse
        do {
            response = try await session.token(try signIn.tokenRequest(for: person, at: time), at: signIn.tokenEndpoint)
        } catch {
            throw .server(error, name: HostName.display(signIn.tokenEndpoint.host))
        }
        signIn.take(response, for: person, at: time)
        do { try await save(signIn) } catch { throw .store(error) }
        guard let access = signIn.access else { throw .store(.damaged) }
        self.access = access
        return access
    }

    private func save(_ signIn: SignIn) async throws(SignInStoreError) {
        unsaved = signIn
        let place = place
        try await Self.apart { () throws(SignInStoreError) in try place.write(signIn) }
        unsaved = nil
    }

    /// A keyring may wait for its owner to unlock it, so it gets a thread that nobody else waits for. It is done also when
    /// the task is cancelled meanwhile: a rotated token has to be stored.
    private static func apart<Value: Sendable>(
        _ work: @escaping @Sendable () throws(SignInStoreError) -> Value
    ) async throws(SignInStoreError) -> Value {
        let result = await withCheckedContinuation { continuation in
            NIOThreadPool.singleton.submit { _ in
                do throws(SignInStoreError) {
                    continuation.resume(returning: Result<Value, SignInStoreError>.success(try work()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    private func isUsable(_ access: SignIn.Access, _ refused: Secret?) -> Bool {
        access.person == person && refused?.equals(access.token) != true && (access.renewal.map { now() < $0 } ?? true)
    }

    private func given(_ access: SignIn.Access) -> AccessToken {
        AccessToken(
            secret: access.token,
            expires: access.expires.map { ContinuousClock.now + .seconds($0 - now()) })
    }
}

/// Why there is no token of a stored sign-in.
enum SignInFailure: Error {
    case store(SignInStoreError)
    case server(OAuthError, name: String)

    func accessTokenFailure(account: String) -> AccessTokenFailure {
        switch self {
        case .store(let error):
            AccessTokenFailure(error.diagnostic(account: account), isTemporary: error.isTemporary)
        case .server(let error, let name):
            AccessTokenFailure(error.diagnostic(server: name), isTemporary: error.isTemporary)
        }
    }
}
