internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import MailTransport
internal import NIOCore

/// Looks at a server as far as one comes without a login: connection, TLS, greeting, and what it can do.
struct ServerProbe: Sendable {
    let transport: TransportOptions
    let eventLoop: any EventLoop

    /// Ends soon after its task was cancelled.
    ///
    /// - Parameter isOnThisComputer: the server may have a loopback address, because we know that it is to be there.
    func look(at server: ServerSettings, isOnThisComputer: Bool = false) async -> ServerSighting {
        var options = transport
        if isOnThisComputer { options.allowsPrivateAddresses = true }
        let start = ContinuousClock.now
        do {
            let seen = try await server.protocol == .imap ? lookAtIMAP(server, options) : lookAtLines(server, options)
            var sighting = ServerSighting(server, outcome: .ready, duration: start.duration(to: .now))
            sighting.greeting = seen.greeting.map { DisplayText.clean($0, limit: 200) }
            sighting.capabilities = seen.capabilities.map { DisplayText.clean($0, limit: 200) }
            sighting.tlsVersion = seen.tls?.version
            return sighting
        } catch {
            return ServerSighting(
                server, outcome: .failed, duration: start.duration(to: .now),
                reason: ProbeReason.text(of: error, server: server), isTemporary: ProbeReason.isTemporary(error))
        }
    }

    private func lookAtIMAP(
        _ server: ServerSettings, _ options: TransportOptions
    ) async throws -> GreetingHandler.Outcome {
        try await IMAPConnection.withConnection(
            to: TransportTarget(server), on: eventLoop, options: options, label: "probe"
        ) { connection in
            let greeting = await connection.greeting.text
            var outcome = GreetingHandler.Outcome(greeting: DisplayText.clean(bytes: greeting))
            outcome.capabilities = await connection.capabilities.map(\.rawValue).sorted()
            outcome.tls = await connection.tls
            return outcome
        }
    }

    private func lookAtLines(
        _ server: ServerSettings, _ options: TransportOptions
    ) async throws -> GreetingHandler.Outcome {
        let result = AbandonableResult<GreetingHandler.Outcome>()
        let connection = try await MailConnector.connect(
            to: TransportTarget(server), on: eventLoop, options: options
        ) { channel in
            try channel.pipeline.syncOperations.addHandler(
                GreetingHandler(server: server, options: options, result: result))
        }
        defer { connection.channel.close(promise: nil) }
        var outcome = try await withDeadline(options.timeouts.greeting) { try await result.value() }
        outcome.tls = outcome.tls ?? connection.tls
        return outcome
    }
}
