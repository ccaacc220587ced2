package import IMAPCodec
package import MailCore
internal import MailTransport
internal import NIOCore
internal import SASL

/// From the greeting to the login, and goodbye.
extension IMAPConnection {
    /// After the greeting: STARTTLS if asked for, and what the server can do.
    func prepare() async throws(IMAPError) {
        quirks = ServerQuirk.detect(greeting: greeting)
        switch target.security {
        case .starttls:
            // RFC 9051 §7.1.4 with §11.1: PREAUTH would skip STARTTLS and the login with it.
            guard greeting.kind != .preauth else { throw .preauthenticatedWithoutTLS }
            try await refreshCapabilities(from: greeting)
            try await startTLS()
        case .tls:
            try await refreshCapabilities(from: greeting)
        case .plaintext:
            guard greeting.kind != .preauth else { throw .preauthenticatedWithoutTLS }
            try await refreshCapabilities(from: greeting)
        }
    }

    private func startTLS() async throws(IMAPError) {
        guard capabilities.contains(.startTLS) else { throw .startTLSNotOffered }
        do {
            try await execute(.startTLS)
        } catch {
            if case .refused(_, let status) = error { throw .startTLSRefused(status) }
            throw error
        }
        tls = handler.value.tls
        // RFC 9051 §6.2.1: nothing said before TLS counts any more.
        capabilities = []
        try await refreshCapabilities(from: nil)
    }

    /// Takes the capabilities a status carries, or asks for them.
    private func refreshCapabilities(from status: StatusResponse?) async throws(IMAPError) {
        if case .capability(let told)? = status?.code {
            capabilities = told
        } else {
            try await askCapabilities(alongWith: [])
        }
    }

    private func askCapabilities(alongWith others: [Command]) async throws(IMAPError) {
        let answer = try await executeAll([.capability] + others)
        guard let status = answer.statuses.first else { return }
        guard status.kind == .ok else { throw .refused(command: Command.capability.name, status) }
        capabilities = Self.capabilities(in: (status, answer.untagged)) ?? capabilities
        for response in answer.untagged { note(response) }
    }

    /// What a server told without being asked: in the OK, or in front of it (as Gmail does).
    private static func capabilities(in answer: Answer) -> Set<Capability>? {
        if case .capability(let told)? = answer.status.code { return told }
        for case .capability(let told) in answer.untagged.reversed() { return told }
        return nil
    }

    /// Logs in with the best method both sides know, once; then says who we are (ID), because NetEase refuses every
    /// mailbox otherwise, and enables extensions: both in one round trip, where the server told its capabilities
    /// along with its OK.
    ///
    /// - Parameter extensions: what the session will make use of; those that the server does not offer are left out.
    ///   ``enabled`` has those that it turned on.
    /// - Throws: `.loginRefused` with the server's words. The password was spent once on the wire, no more.
    package func login(
        username: String, secret: Secret, enabling extensions: Set<Capability> = []
    ) async throws(IMAPError) {
        let offered = capabilities.compactMap { capability in
            capability.rawValue.hasPrefix("AUTH=") ? String(capability.rawValue.dropFirst(5)) : nil
        }
        let method = LoginMethod.best(
            mechanisms: offered, isLoginCommandDisabled: capabilities.contains(.loginDisabled))
        guard let method else { throw .noLoginMethod(offered: offered.sorted()) }
        let answer: Answer
        do throws(IMAPError) {
            switch method {
            case .plain: answer = try await authenticatePlain(username: username, secret: secret)
            case .login: answer = try await authenticateLogin(username: username, secret: secret)
            case .loginCommand: answer = try await execute(.login(username: username, password: secret))
            }
        } catch {
            if case .refused(_, let status) = error { throw .loginRefused(status) }
            throw error
        }
        isAuthenticated = true
        try await introduce(after: answer, enabling: extensions)
    }

    /// Learns what the server can do now (RFC 9051 §6.2.2), says who we are, and turns extensions on, with as few
    /// questions one after the other as can be.
    private func introduce(after answer: Answer, enabling extensions: Set<Capability>) async throws(IMAPError) {
        if let told = Self.capabilities(in: answer) {
            capabilities = told
            await enable(extensions, alongWith: identityCommands)
        } else {
            let early = identityCommands
            try await askCapabilities(alongWith: early)
            await enable(extensions, alongWith: early.isEmpty ? identityCommands : [])
        }
    }

    /// Says who we are, where the server wants to know.
    private var identityCommands: [Command] {
        capabilities.contains(.id) ? [.id([("name", "Godwit"), ("version", "1"), ("vendor", "Godwit")])] : []
    }

    /// A refusal changes nothing, and that a connection is lost is found by whatever comes next.
    private func enable(_ extensions: Set<Capability>, alongWith others: [Command]) async {
        let offered = capabilities.contains(.enable) ? extensions.intersection(capabilities) : []
        let enable = Command.enable(offered.sorted { $0.rawValue < $1.rawValue })
        let answer = try? await executeAll(others + (offered.isEmpty ? [] : [enable]))
        for response in answer?.untagged ?? [] { note(response) }
    }

    private func note(_ response: UntaggedResponse) {
        switch response {
        case .id(let identity): quirks.formUnion(ServerQuirk.detect(greeting: greeting, identity: identity))
        case .enabled(let told): enabled.formUnion(told)
        default: break
        }
    }

    private func authenticatePlain(username: String, secret: Secret) async throws(IMAPError) -> Answer {
        let response: Secret
        do { response = try SASLPlain.response(username: username, secret: secret) } catch {
            throw .unencodableArgument
        }
        let goesAlong = capabilities.contains(.saslInitialResponse) && !quirks.contains(.falseInitialResponse)
        let id = try await send(.authenticate(mechanism: "PLAIN", initialResponse: goesAlong ? response : nil))
        return try await finishAuthentication(id, mechanism: "PLAIN", answers: goesAlong ? [] : [response])
    }

    private func authenticateLogin(username: String, secret: Secret) async throws(IMAPError) -> Answer {
        let answers: [Secret]
        do { answers = try SASLLogin.answers(username: username, secret: secret) } catch { throw .unencodableArgument }
        let id = try await send(.authenticate(mechanism: "LOGIN", initialResponse: nil))
        return try await finishAuthentication(id, mechanism: "LOGIN", answers: answers)
    }

    /// Gives one answer a challenge. A challenge too many is cancelled with `*` (RFC 9051 §6.2.2).
    private func finishAuthentication(
        _ id: Int, mechanism: String, answers: [Secret]
    ) async throws(IMAPError) -> Answer {
        defer { handler.value.forget(id) }
        var answers = answers[...]
        var isCancelled = false
        while try await goAhead(for: id) != nil {
            // A server that asks on could be answered for ever.
            guard !isCancelled else { throw .protocolViolation(.unexpectedGoAhead) }
            guard let answer = answers.popFirst() else {
                isCancelled = true
                log.client("*")
                write(Array("*\r\n".utf8))
                continue
            }
            log.client("‹secret›")
            var line = answer.withBytes { Array($0) } + Array("\r\n".utf8)
            write(line)
            line.wipe()
        }
        var gathered = GatheredResponses()
        try await gather(id, into: &gathered)
        return (try status(of: id, command: "AUTHENTICATE \(mechanism)"), gathered.untagged)
    }

    /// Says goodbye, as far as the server listens. Never fails: the session is over either way.
    package func logout() async {
        _ = try? await execute(.logout)
    }
}
