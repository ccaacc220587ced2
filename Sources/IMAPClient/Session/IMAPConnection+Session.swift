internal import IMAPCodec
internal import MailCore
internal import MailTransport
internal import NIOCore

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

    /// Learns what the server can do now (RFC 9051 §6.2.2), says who we are, and turns extensions on, with as few
    /// questions one after the other as can be.
    func introduce(after answer: Answer, enabling extensions: Set<Capability>) async throws(IMAPError) {
        if let told = Self.capabilities(in: answer) {
            capabilities = told
            await beginIntroduction(identityCommands, enabling: extensions)
        } else {
            let early = identityCommands
            try await askCapabilities(alongWith: early)
            await beginIntroduction(early.isEmpty ? identityCommands : [], enabling: extensions)
        }
    }

    /// Says who we are, where the server wants to know.
    private var identityCommands: [Command] {
        capabilities.contains(.id) ? [.id([("name", "Godwit"), ("version", "1"), ("vendor", "Godwit")])] : []
    }

    /// A refusal changes nothing, and that a connection is lost is found by whatever comes next.
    private func beginIntroduction(_ identity: [Command], enabling extensions: Set<Capability>) async {
        let offered = capabilities.contains(.enable) ? extensions.intersection(capabilities) : []
        let enable = Command.enable(offered.sorted { $0.rawValue < $1.rawValue })
        let commands = identity + (offered.isEmpty ? [] : [enable])
        guard !commands.isEmpty, let ids = try? await send(commands) else { return }
        introduction = Introduction(ids: ids, enables: !offered.isEmpty)
    }

    /// Learns what the server said to it.
    func takeIntroduction() async {
        guard let begun = introduction.take() else { return }
        var gathered = GatheredResponses()
        for id in begun.ids {
            try? await gather(id, into: &gathered)
            handler.value.forget(id)
        }
        for response in gathered.untagged { note(response) }
    }

    private func note(_ response: UntaggedResponse) {
        switch response {
        case .id(let identity): quirks.formUnion(ServerQuirk.detect(greeting: greeting, identity: identity))
        case .enabled(let told): enabled.formUnion(told)
        default: break
        }
    }

    /// Says goodbye, as far as the server listens. Never fails: the session is over either way.
    package func logout() async {
        _ = try? await execute(.logout)
    }
}
