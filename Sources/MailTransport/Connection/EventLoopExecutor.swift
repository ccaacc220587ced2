package import NIOCore
internal import NIOPosix

/// An event loop of the process as the executor of tasks, and of the actors that they talk to.
///
/// A task that does not stay on the loop of its connections is resumed by the pool of threads, which costs two changes of
/// thread for each wait. Actors and task have the same executor because Swift leaves out the way through its queue only where
/// neither changes: SwiftNIO's own one runs an actor as if its task preferred none.
package final class EventLoopExecutor: SerialExecutor, TaskExecutor {
    private static let all = MultiThreadedEventLoopGroup.singleton.makeIterator().map { EventLoopExecutor($0) }

    private let eventLoop: any EventLoop

    private init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    /// Keeps the task on one of the loops from the first wait of `body` on, which is told the loop. Actors without an executor
    /// of their own run there too, so none of them may block: what waits for the disk needs a thread of its own.
    package static func run<Result>(_ body: (any EventLoop) async throws -> Result) async rethrows -> Result {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        return try await withTaskExecutorPreference(of(eventLoop)) { try await body(eventLoop) }
    }

    /// The executor for an actor on `eventLoop` that the running task makes: SwiftNIO's own one, unless the task stays on this
    /// loop. For other tasks each call would take the way through the queue.
    package static func serial(on eventLoop: any EventLoop) -> UnownedSerialExecutor {
        let preferred = withUnsafeCurrentTask { $0?.unownedTaskExecutor }
        guard let own = of(eventLoop), own.asUnownedTaskExecutor() == preferred else {
            return eventLoop.executor.asUnownedSerialExecutor()
        }
        return own.asUnownedSerialExecutor()
    }

    /// - Returns: nil for a loop of somebody else.
    private static func of(_ eventLoop: any EventLoop) -> EventLoopExecutor? {
        all.first { $0.eventLoop === eventLoop }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute {
            job.runSynchronously(isolatedTo: self.asUnownedSerialExecutor(), taskExecutor: self.asUnownedTaskExecutor())
        }
    }

    package func checkIsolated() { eventLoop.preconditionInEventLoop() }
}
