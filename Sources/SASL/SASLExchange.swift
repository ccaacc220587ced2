package import MailCore

/// One login under way, without input or output. What comes in and goes out is in Base64, as mail protocols have it
/// (RFC 4422 §4).
package struct SASLExchange: ~Copyable {
    private enum State: ~Copyable {
        /// The answers to give, one a challenge; the first may go along with the command.
        case answers(ArraySlice<Secret>)
        case cramMD5
        case token(Secret?)
        case scram(SCRAMExchange)
        /// Nothing that a server says now has an answer.
        case over
    }

    package let mechanism: SASLMechanism
    private let credentials: LoginCredentials
    private var state: State
    /// Whether anything was said at all.
    private var hasSpoken = false
    /// Whether anything was said that a server could take for an attempt to log in.
    package private(set) var isAttempted = false
    /// Why the server refuses the token, where it tells.
    package private(set) var oauthFailure: OAuthFailure?

    package enum Step: Sendable {
        case respond(Secret)
        /// To be run elsewhere; ``keyDerived(_:)`` goes on with what comes of it.
        case derive(KeyDerivation)
    }

    package init(_ choice: MechanismChoice, _ credentials: LoginCredentials) throws(SASLError) {
        mechanism = choice.mechanism
        self.credentials = credentials
        switch choice.mechanism {
        case .scramSHA256Plus, .scramSHA256:
            state = .scram(SCRAMExchange(.sha256, credentials, binding: choice.binding))
        case .scramSHA1Plus, .scramSHA1: state = .scram(SCRAMExchange(.sha1, credentials, binding: choice.binding))
        case .cramMD5: state = .cramMD5
        case .plain: state = .answers([try PlainMessage.response(credentials)])
        case .login: state = .answers(try LoginMessage.answers(credentials)[...])
        case .oauthBearer: state = .token(try OAuthMessage.bearer(credentials))
        case .xoauth2: state = .token(try OAuthMessage.xoauth2(credentials))
        }
    }

    /// No less than the length of ``initialResponse()``, bytes.
    package var initialLength: Int { (credentials.username.utf8.count * 3 + credentials.secret.count + 64) * 4 / 3 }

    /// What may go along with the command that begins the login (RFC 4422 §3, `initial response`); nil for mechanisms
    /// in which the server speaks first. LOGIN's user name may not, because nothing says so.
    package mutating func initialResponse() throws(SASLError) -> Secret? {
        switch mechanism {
        case .cramMD5, .login: return nil
        case .scramSHA256Plus, .scramSHA1Plus, .scramSHA256, .scramSHA1, .plain, .oauthBearer, .xoauth2:
            hasSpoken = true
            return try firstAnswer()
        }
    }

    /// Goes on after a challenge.
    ///
    /// - Parameter isFirst: whether it only asks for the initial response, which did not go along. What it says then
    ///   is of no interest: some servers send words for people.
    package mutating func challengeReceived(_ challenge: [UInt8], isFirst: Bool) throws(SASLError) -> Step {
        if isFirst, let response = try initialResponse() { return .respond(response) }
        hasSpoken = true
        switch exchange(&state, with: .over) {
        case .answers(var answers):
            guard let answer = answers.popFirst() else { throw .unexpectedChallenge }
            state = .answers(answers)
            isAttempted = true
            return .respond(answer)
        case .cramMD5:
            let response = try CRAMMD5.response(to: try Self.decoded(challenge), credentials)
            isAttempted = true
            return .respond(response)
        case .token(let token):
            // RFC 7628 §3.2.3: an answer that says nothing, after which the server refuses.
            guard oauthFailure == nil else { throw .unexpectedChallenge }
            state = .token(token)
            return .respond(failureReceived(challenge))
        case .scram(var scram):
            let step = try scram.challengeReceived(try Self.decoded(challenge))
            state = .scram(scram)
            switch step {
            case .derive(let derivation): return .derive(derivation)
            case .acknowledge: return .respond(Secret([]))
            }
        case .over: throw .unexpectedChallenge
        }
    }

    /// Goes on after ``Step/derive(_:)``.
    package mutating func keyDerived(_ key: Secret) throws(SASLError) -> Secret {
        guard case .scram(var scram) = exchange(&state, with: .over) else { throw .unexpectedChallenge }
        let message = try scram.keyDerived(key)
        state = .scram(scram)
        isAttempted = true
        return Secret(encoding: message)
    }

    /// To be called when the server says that we are logged in.
    ///
    /// - Parameter data: what it says along with that (RFC 4422 §4, additional data), in Base64, where the protocol has
    ///   a place for it.
    /// - Throws: `.serverNotVerified` when the mechanism wants proof that it is the right server, and there was none.
    package mutating func succeeded(with data: [UInt8]? = nil) throws(SASLError) {
        guard case .scram(var scram) = exchange(&state, with: .over), !scram.isVerified else { return }
        guard let data, case .acknowledge? = try? scram.challengeReceived(Self.decoded(data)) else {
            throw .serverNotVerified
        }
    }

    package enum Refusal: Hashable, Sendable {
        /// The mechanism itself; the server has not even looked at the credentials, so another one may be tried.
        case mechanism
        case credentials
        case token(OAuthFailure)
        /// We broke it off, because the server's part is wrong.
        case untrusted(SASLError)
    }

    /// What a server's no means.
    ///
    /// - Parameters:
    ///   - words: what it said.
    ///   - failure: why we had cancelled the login, if we had.
    package func refusal(_ words: [UInt8], cancelledFor failure: SASLError?) -> Refusal {
        switch failure {
        case nil, .unexpectedChallenge: break
        case .serverError(let error):
            if SCRAMServerError.concernsKindOfBinding(error) { return .mechanism }
            if SCRAMServerError.meansSomebodyInBetween(error) { return .untrusted(.serverError(error)) }
        case .forbiddenByte, .malformedChallenge, .wrongNonce, .unreasonableIterations, .serverNotVerified,
            .unavailable:
            return .untrusted(failure ?? .malformedChallenge)
        }
        if isMechanismRefused(words) { return .mechanism }
        return oauthFailure.map { .token($0) } ?? .credentials
    }

    private func isMechanismRefused(_ words: [UInt8]) -> Bool {
        // A server that knows another kind of binding finds out before the password is proved.
        if !hasSpoken || (mechanism.bindsChannel && !isAttempted) { return true }
        return Self.meansMechanism(words)
    }

    /// Whether a server says in words that it does not know the mechanism: also of commands that are none, such as POP3's
    /// PASS, by servers that take them for one.
    package static func meansMechanism(_ words: [UInt8]) -> Bool {
        let words = String(decoding: words, as: UTF8.self).lowercased()
        return words.contains("mechanism") && refusals.contains { words.contains($0) }
    }

    /// Dovecot: `Unsupported authentication mechanism`; Cyrus: `no mechanism available`; Postfix: `Unrecognized
    /// authentication mechanism`, `Invalid authentication mechanism`.
    private static let refusals = [
        "unsupported", "not support", "no mechanism", "unrecogni", "unknown", "invalid auth",
    ]

    private mutating func firstAnswer() throws(SASLError) -> Secret? {
        switch exchange(&state, with: .over) {
        case .answers(var answers):
            let answer = answers.popFirst()
            state = .answers(answers)
            isAttempted = answer != nil
            return answer
        case .token(let token):
            state = .token(nil)
            isAttempted = token != nil
            return token
        case .scram(var scram):
            // Only who we are; there is no attempt before the proof.
            let message = try scram.begin()
            state = .scram(scram)
            return Secret(encoding: message)
        case .cramMD5:
            state = .cramMD5
            return nil
        case .over: return nil
        }
    }

    /// Google wants an empty answer.
    private mutating func failureReceived(_ challenge: [UInt8]) -> Secret {
        oauthFailure = Base64.decode(challenge).flatMap(OAuthFailure.init) ?? OAuthFailure()
        return mechanism == .oauthBearer ? Secret(encoding: [1]) : Secret([])
    }

    private static func decoded(_ challenge: [UInt8]) throws(SASLError) -> [UInt8] {
        guard let decoded = Base64.decode(challenge) else { throw .malformedChallenge }
        return decoded
    }
}

extension SASLExchange {
    /// The answer to a challenge; what takes long is done away from the caller's actor.
    package mutating func answer(to challenge: [UInt8], isFirst: Bool) async throws(SASLError) -> Secret {
        switch try challengeReceived(challenge, isFirst: isFirst) {
        case .respond(let response): response
        case .derive(let derivation): try keyDerived(await derivation.run())
        }
    }

    /// Gives one answer a challenge, until the server asks no more. A challenge that has no answer is cancelled with `*`
    /// (RFC 9051 §6.2.2, RFC 5034 §4, RFC 4954 §4).
    ///
    /// - Parameters:
    ///   - isFirst: whether the first challenge only asks for the first response.
    ///   - endless: what a server does that goes on asking after that; it could be answered for ever.
    ///   - next: the next challenge; nil when the server has decided.
    ///   - say: sends an answer, or cancels for nil.
    /// - Returns: why the login was cancelled; nil when it was not.
    package mutating func converse<Failure: Error>(
        isFirst: Bool, endless: Failure, next: () async throws(Failure) -> [UInt8]?, say: (Secret?) -> Void
    ) async throws(Failure) -> SASLError? {
        var isFirst = isFirst
        var failure: SASLError?
        while let challenge = try await next() {
            guard failure == nil else { throw endless }
            do throws(SASLError) {
                say(try await answer(to: challenge, isFirst: isFirst))
            } catch {
                failure = error
                say(nil)
            }
            isFirst = false
        }
        return failure
    }
}
