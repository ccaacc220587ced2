internal import MailCore
internal import NIOPosix
internal import OAuth

/// What `godwit login` has left: one sign-in an account, or one for everybody in a domain.
package enum SignIns {
    /// `$XDG_STATE_HOME/godwit/sign-ins`. A task-local value, so that a test has its own.
    @TaskLocal package static var folder = StateFolder.path(ofFile: "sign-ins")

    static var store: SignInStore { SignInStore(folder: folder) }

    /// The access tokens of an account whose owner has signed in; nil when nobody has. Where the sign-in is sealed, its
    /// passphrase is asked for here.
    static func account(
        _ account: ResolvedAccount, passphrase: PassphraseOptions, network: NetworkOptions, language: Language
    ) throws -> SignedInAccount? {
        guard let address = account.address else { return nil }
        // An administrator's sign-in is for the whole domain.
        for key in [address.description, "@" + address.domain] {
            let place = try reporting(address.display) {
                try store.place(of: key) {
                    try passphrase.existing(for: address.display, language: language)
                }
            }
            guard let place else { continue }
            let trustsHost = try reporting(address.display) { try place.read() }.trustsHost
            return SignedInAccount(
                person: address.description, place: place,
                session: try network.oauthSession(trustsHost: trustsHost))
        }
        return nil
    }

    /// Puts what the store refuses into words.
    static func reporting<Value>(_ account: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as SignInStoreError {
            throw CommandFailure(error.diagnostic(account: account))
        }
    }
}

extension NetworkOptions {
    /// - Parameter trustsHost: a person named the authorization server.
    func oauthSession(trustsHost: Bool) throws -> OAuthSession {
        OAuthSession(
            on: MultiThreadedEventLoopGroup.singleton.any(), options: try transportOptions(), trustsHost: trustsHost,
            timeout: timeout?.duration ?? OAuthLimits.request)
    }
}
