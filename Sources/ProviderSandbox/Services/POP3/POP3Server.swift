public import NIOCore
internal import Synchronization

/// A POP3 server (RFC 1939): what its connections have in common. It opens no port itself.
///
/// ```swift
/// let server = POP3Server(configuration, store: store, authenticator: passwords)
/// // for each accepted connection, behind TLS where it begins with TLS:
/// try server.addHandler(to: channel, isSecure: true)
/// ```
public final class POP3Server: Sendable {
    /// How it behaves.
    public let configuration: POP3ServerConfiguration
    /// The mail; each account's inbox is what is served.
    public let store: SandboxStore
    /// Who decides about logins.
    public let authenticator: any SandboxAuthenticator
    /// What goes wrong.
    public let faults: SandboxFaultPlan
    private let state = Mutex(State())
    private let now: @Sendable () -> Int

    private struct State {
        /// Accounts with a session: there may be one at a time (RFC 1939 §8).
        var open: Set<String> = []
        var logins: [String: Int] = [:]
        var retrieved: [String: Set<UInt32>] = [:]
    }

    /// - Parameters:
    ///   - store: shared with the provider's other servers.
    ///   - faults: what goes wrong.
    public convenience init(
        _ configuration: POP3ServerConfiguration = POP3ServerConfiguration(), store: SandboxStore,
        authenticator: any SandboxAuthenticator, faults: SandboxFaultPlan = SandboxFaultPlan()
    ) {
        self.init(
            configuration, store: store, authenticator: authenticator, faults: faults, now: { SandboxClock.now })
    }

    /// - Parameter now: seconds since 1970.
    init(
        _ configuration: POP3ServerConfiguration, store: SandboxStore, authenticator: any SandboxAuthenticator,
        faults: SandboxFaultPlan = SandboxFaultPlan(), now: @escaping @Sendable () -> Int
    ) {
        self.configuration = configuration
        self.store = store
        self.authenticator = authenticator
        self.faults = faults
        self.now = now
    }

    /// Adds the last handler of one connection.
    ///
    /// - Parameters:
    ///   - isSecure: whether TLS is in place already.
    ///   - startTLS: makes the handler that is put before it when the client asks for STLS; without it, STLS is not
    ///     offered.
    public func addHandler(
        to channel: any Channel, isSecure: Bool, startTLS: (@Sendable () throws -> any ChannelHandler)? = nil
    ) throws {
        let session = POP3Session(self, isSecure: isSecure, canSecure: startTLS != nil)
        try channel.pipeline.syncOperations.addHandler(
            SandboxHandler(SandboxLineConversation(session, faults: faults), startTLS: startTLS))
    }

    // MARK: Sessions

    /// Opens the inbox of somebody who has logged in.
    ///
    /// - Throws: the words of the refusal.
    func open(_ name: String) throws(POP3Refusal) -> POP3Maildrop {
        guard let account = store.account(name),
            let (messages, uidValidity) = try? account.read(
                .inbox, { (visible($0.messages, of: name), $0.uidValidity) })
        else { throw POP3Refusal(words: "[SYS/TEMP] There is no such mailbox.") }
        let now = now()
        let refusal: String? = state.withLock { state in
            if state.open.contains(name) { return "[IN-USE] The mailbox is open elsewhere." }
            if let delay = configuration.loginDelay, let last = state.logins[name], now - last < delay {
                return "[LOGIN-DELAY] Wait \(delay - (now - last)) seconds."
            }
            state.open.insert(name)
            state.logins[name] = now
            return nil
        }
        if let refusal { throw POP3Refusal(words: refusal) }
        return POP3Maildrop(account, messages, uidValidity: uidValidity, sizeError: configuration.sizeError)
    }

    func close(_ maildrop: POP3Maildrop) {
        state.withLock { state in
            state.open.remove(maildrop.account.name)
            if configuration.hidesRetrieved {
                state.retrieved[maildrop.account.name, default: []].formUnion(maildrop.retrieved)
            }
        }
    }

    private func visible(_ messages: [SandboxMessage], of name: String) -> [SandboxMessage] {
        let hidden = state.withLock { $0.retrieved[name] ?? [] }
        let messages = hidden.isEmpty ? messages : messages.filter { !hidden.contains($0.uid) }
        switch configuration.window {
        case .everything: return messages
        case .newest(let count): return Array(messages.suffix(count))
        case .days(let days):
            let oldest = now() - days * 86_400
            return messages.filter { $0.internalDate >= oldest }
        }
    }
}

/// Why a session is not opened.
struct POP3Refusal: Error {
    /// Behind `-ERR `.
    let words: String
}
