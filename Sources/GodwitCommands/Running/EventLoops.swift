package import NIOCore
internal import NIOPosix

/// The event loops of one run.
package enum EventLoops {
    /// Starts loops, lends them to the body, and shuts them down when it ends, however it ends.
    package static func withGroup<Value: Sendable>(
        threads: Int = 1, _ body: (any EventLoopGroup) async throws -> Value
    ) async throws -> Value {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        let result: Result<Value, any Error>
        do { result = .success(try await body(group)) } catch { result = .failure(error) }
        try await group.shutdownGracefully()
        return try result.get()
    }
}
