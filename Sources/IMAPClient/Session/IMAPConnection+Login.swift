package import IMAPCodec
package import MailCore
internal import NIOCore
package import SASL

/// Logging in, at most once a secret.
extension IMAPConnection {
    /// Logs in with the best method both sides know, once; then says who we are (ID), because NetEase refuses every
    /// mailbox otherwise, and enables extensions: both in one round trip, where the server told its capabilities
    /// along with its OK.
    ///
    /// - Parameters:
    ///   - extensions: what the session will make use of; those that the server does not offer are left out.
    ///     ``enabled`` has those that it turned on.
    ///   - tellsExpiry: whether the end of an access token in the middle of the session is told as `.sessionExpired`; the
    ///     connection is closed then. Else it is what the server made of it: a refusal of some command, or a goodbye.
    ///   - waits: false for who goes on with ``overview(items:)`` or ``beginOpening(_:readOnly:since:fetching:)``: the answers
    ///     to who we are, and to what is enabled, are taken then.
    /// - Throws: `.loginRefused` with the server's words. The secret was spent once on the wire, no more: another method
    ///   follows only where the server refuses the mechanism itself.
    package func login(
        _ credentials: LoginCredentials, enabling extensions: Set<Capability> = [],
        tellingExpiry tellsExpiry: Bool = false, waitingForIntroduction waits: Bool = true
    ) async throws(IMAPError) {
        if credentials.kind == .accessToken { handler.value.tokenWatch = TokenWatch(credentials.secret) }
        let answer = try await authenticate(credentials)
        isAuthenticated = true
        handler.value.tokenWatch?.tellsExpiry = tellsExpiry
        try await introduce(after: answer, enabling: extensions)
        if waits { await takeIntroduction() }
    }

    /// The same with a password.
    package func login(
        username: String, secret: Secret, enabling extensions: Set<Capability> = []
    ) async throws(IMAPError) {
        try await login(LoginCredentials(username: username, secret: secret), enabling: extensions)
    }

    /// The mechanisms that the server names, sorted.
    package var offeredMechanisms: [String] {
        capabilities.compactMap { capability in
            capability.rawValue.hasPrefix("AUTH=") ? String(capability.rawValue.dropFirst(5)) : nil
        }.sorted()
    }

    /// The ways to log in that both sides know, the best first.
    package func loginMethods(for kind: LoginCredentials.Kind) -> [String] {
        choices(for: kind).map(\.mechanism.rawValue) + (mayUseCommand(kind) ? [Self.loginCommand] : [])
    }

    private static let loginCommand = "LOGIN command"

    private func choices(for kind: LoginCredentials.Kind) -> [MechanismChoice] {
        let protection = LineProtection(tls, greeting: greeting.text)
        guard !mayUseCommand(kind) || !quirks.contains(.loginCommandOnly) else { return [] }
        return MechanismChoice.all(offered: offeredMechanisms, kind: kind, over: protection)
    }

    private func mayUseCommand(_ kind: LoginCredentials.Kind) -> Bool {
        kind == .password && !capabilities.contains(.loginDisabled)
    }

    private func authenticate(_ credentials: LoginCredentials) async throws(IMAPError) -> Answer {
        var refusal: StatusResponse?
        for choice in choices(for: credentials.kind) {
            switch try await authenticate(choice, credentials) {
            case .loggedIn(let answer):
                loginMechanism = choice.mechanism.rawValue
                return answer
            case .mechanismRefused(let status): refusal = status
            }
        }
        guard mayUseCommand(credentials.kind) else {
            throw refusal.map { .loginRefused($0) } ?? .noLoginMethod(offered: offeredMechanisms)
        }
        do throws(IMAPError) {
            let answer = try await execute(.login(username: credentials.username, password: credentials.secret))
            loginMechanism = Self.loginCommand
            return answer
        } catch {
            if case .refused(_, let status) = error { throw .loginRefused(status) }
            throw error
        }
    }

    private enum Outcome {
        case loggedIn(Answer)
        /// The server has not looked at the credentials.
        case mechanismRefused(StatusResponse)
    }

    private func authenticate(
        _ choice: MechanismChoice, _ credentials: LoginCredentials
    ) async throws(IMAPError) -> Outcome {
        let isEarly = capabilities.contains(.saslInitialResponse) && !quirks.contains(.falseInitialResponse)
        var exchange = try IMAPError.translating { () throws(SASLError) in try SASLExchange(choice, credentials) }
        let initial = try IMAPError.translating { () throws(SASLError) in
            isEarly ? try exchange.initialResponse() : nil
        }
        let id = try await send(.authenticate(mechanism: choice.mechanism.rawValue, initialResponse: initial))
        defer { handler.value.forget(id) }
        let failure = try await exchange.converse(
            isFirst: initial == nil, endless: IMAPError.protocolViolation(.unexpectedGoAhead)
        ) { () async throws(IMAPError) in
            try await goAhead(for: id)
        } say: {
            say($0)
        }
        var gathered = GatheredResponses()
        try await gather(id, into: &gathered)
        let status: StatusResponse
        do throws(IMAPError) {
            status = try self.status(of: id, command: "AUTHENTICATE \(choice.mechanism.rawValue)")
        } catch {
            guard case .refused(_, let status) = error else { throw error }
            return try refused(with: status, exchange, failure)
        }
        try verify(&exchange, failure)
        return .loggedIn((status, gathered.untagged))
    }

    /// Answers a challenge, or cancels when there is no answer.
    private func say(_ answer: Secret?) {
        guard let answer else {
            log.client("*")
            return write(Array("*\r\n".utf8))
        }
        log.client("‹secret›")
        var line = answer.withBytes { Array($0) } + Array("\r\n".utf8)
        write(line)
        line.wipe()
    }

    /// What a server's no means.
    private func refused(
        with status: StatusResponse, _ exchange: borrowing SASLExchange, _ failure: SASLError?
    ) throws(IMAPError) -> Outcome {
        switch exchange.refusal(status.text, cancelledFor: failure) {
        case .mechanism: return .mechanismRefused(status)
        case .credentials: throw .loginRefused(status)
        case .token(let failure): throw .tokenRefused(failure, status)
        case .untrusted(let error): throw IMAPError(error)
        }
    }

    /// A server that lets us in has still to prove that it is the right one, where the mechanism asks for that.
    private func verify(_ exchange: inout SASLExchange, _ failure: SASLError?) throws(IMAPError) {
        do throws(SASLError) {
            if let failure { throw failure }
            try exchange.succeeded()
        } catch {
            handler.value.close(because: .authentication(error))
            throw .authentication(error)
        }
    }
}

extension IMAPError {
    fileprivate init(_ error: SASLError) {
        self = error == .forbiddenByte ? .unencodableArgument : .authentication(error)
    }

    fileprivate static func translating<Value: ~Copyable>(
        _ body: () throws(SASLError) -> Value
    ) throws(IMAPError) -> Value {
        do throws(SASLError) { return try body() } catch { throw IMAPError(error) }
    }
}
