package import MailCore
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Waits on this computer for the browser to come back from a sign-in (RFC 8252 §7.3). It listens on 127.0.0.1 and
/// [::1] alone, and answers once.
package struct LoopbackListener: Sendable {
    /// What an address that the browser asks for means: a code, a refusal, or nil for what is no answer at all.
    package typealias Judge = @Sendable (_ target: String) -> Result<Secret, OAuthError>?

    package let port: UInt16
    private let answer: AbandonableResult<Secret>
    private let judge: JudgeHolder

    /// Listens for the time of `body`; nothing listens any more when it has returned.
    ///
    /// - Parameter port: 0 for a free one.
    package static func withListener<Value: Sendable>(
        port: UInt16 = 0, language: Language, _ body: (LoopbackListener) async throws -> Value
    ) async throws -> Value {
        let answer = AbandonableResult<Secret>()
        let judge = JudgeHolder()
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 8)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
                    try channel.pipeline.syncOperations.addHandler(
                        LoopbackHandler(judge: judge, answer: answer, language: language))
                }
            }
        let channels = try await listen(bootstrap, port: port)
        let listener = LoopbackListener(
            port: channels.first?.localAddress?.port.flatMap(UInt16.init(exactly:)) ?? 0, answer: answer, judge: judge)
        let result: Result<Value, any Error>
        do { result = .success(try await body(listener)) } catch { result = .failure(error) }
        // A channel that is closed already is what is wanted.
        for channel in channels { try? await channel.close() }
        return try result.get()
    }

    /// The same port of both, so that `localhost` leads here whatever it stands for. A computer without IPv6 does with one.
    private static func listen(_ bootstrap: ServerBootstrap, port: UInt16) async throws(OAuthError) -> [any Channel] {
        guard let first = try? await bootstrap.bind(host: "127.0.0.1", port: Int(port)).get() else {
            throw .noListener(port: port)
        }
        let chosen = first.localAddress?.port ?? Int(port)
        let second = try? await bootstrap.bind(host: "::1", port: chosen).get()
        return [first] + (second.map { [$0] } ?? [])
    }

    /// Waits for the browser.
    ///
    /// - Throws: ``OAuthError``, or `CancellationError`.
    package func code(judgedBy judge: @escaping Judge) async throws -> Secret {
        self.judge.set(judge)
        return try await answer.value()
    }
}
