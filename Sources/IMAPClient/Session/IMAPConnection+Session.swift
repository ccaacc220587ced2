internal import IMAPCodec
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
            return
        }
        let answer = try await execute(.capability)
        for case .capability(let told) in answer.untagged { capabilities = told }
        if case .capability(let told)? = answer.status.code { capabilities = told }
    }

    /// Logs in with the best method both sides know, once; then says who we are (ID), because NetEase refuses every
    /// mailbox otherwise.
    ///
    /// - Throws: `.loginRefused` with the server's words. The password was spent once on the wire, no more.
    package func login(username: String, secret: Secret) async throws(IMAPError) {
        let offered = capabilities.compactMap { capability in
            capability.rawValue.hasPrefix("AUTH=") ? String(capability.rawValue.dropFirst(5)) : nil
        }
        let method = LoginMethod.best(
            mechanisms: offered, isLoginCommandDisabled: capabilities.contains(.loginDisabled))
        guard let method else { throw .noLoginMethod(offered: offered.sorted()) }
        let status: StatusResponse
        do throws(IMAPError) {
            switch method {
            case .plain: status = try await authenticatePlain(username: username, secret: secret)
            case .login: status = try await authenticateLogin(username: username, secret: secret)
            case .loginCommand: status = try await execute(.login(username: username, password: secret)).status
            }
        } catch {
            if case .refused(_, let status) = error { throw .loginRefused(status) }
            throw error
        }
        // RFC 9051 §6.2.2: capabilities may be others now.
        try await refreshCapabilities(from: status)
        await identify()
    }

    private func authenticatePlain(username: String, secret: Secret) async throws(IMAPError) -> StatusResponse {
        let response: Secret
        do { response = try SASLPlain.response(username: username, secret: secret) } catch {
            throw .unencodableArgument
        }
        let goesAlong = capabilities.contains(.saslInitialResponse) && !quirks.contains(.falseInitialResponse)
        let id = try await send(.authenticate(mechanism: "PLAIN", initialResponse: goesAlong ? response : nil))
        return try await finishAuthentication(id, mechanism: "PLAIN", answers: goesAlong ? [] : [response])
    }

    private func authenticateLogin(username: String, secret: Secret) async throws(IMAPError) -> StatusResponse {
        let answers: [Secret]
        do { answers = try SASLLogin.answers(username: username, secret: secret) } catch { throw .unencodableArgument }
        let id = try await send(.authenticate(mechanism: "LOGIN", initialResponse: nil))
        return try await finishAuthentication(id, mechanism: "LOGIN", answers: answers)
    }

    /// Gives one answer a challenge. A challenge too many is cancelled with `*` (RFC 9051 §6.2.2).
    private func finishAuthentication(
        _ id: Int, mechanism: String, answers: [Secret]
    ) async throws(IMAPError) -> StatusResponse {
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
        return try status(of: id, command: "AUTHENTICATE \(mechanism)")
    }

    /// Says who we are, where the server wants to know. A refusal changes nothing.
    private func identify() async {
        guard capabilities.contains(.id) else { return }
        let answer = try? await execute(.id([("name", "Godwit"), ("version", "1"), ("vendor", "Godwit")]))
        for case .id(let identity) in answer?.untagged ?? [] {
            quirks.formUnion(ServerQuirk.detect(greeting: greeting, identity: identity))
        }
    }

    /// Says goodbye, as far as the server listens. Never fails: the session is over either way.
    package func logout() async {
        _ = try? await execute(.logout)
    }
}
