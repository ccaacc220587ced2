package import MailCore

/// The slow step of SCRAM: from the password to a key. It takes a processor for up to a second, so it must not run where
/// connections are served.
package struct KeyDerivation: Sendable {
    let hash: HashFunction
    let password: Secret
    let salt: [UInt8]
    let iterations: Int32

    /// Away from the caller's actor, and from the event loop that its task may prefer.
    @concurrent package func run() async throws(SASLError) -> Secret {
        try await withTaskExecutorPreference(globalConcurrentExecutor) { () throws(SASLError) in
            try hash.stretch(password, salt: salt, iterations: iterations).secret
        }
    }
}
