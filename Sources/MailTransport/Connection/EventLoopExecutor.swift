package import NIOCore
internal import NIOPosix

/// An event loop as the executor of connections and of the tasks that use them.
///
/// Both in one, because Swift leaves out the way through a queue only where neither changes: SwiftNIO's own executor runs an
/// actor as if its task preferred no executor, so that each call from one actor of a loop to another goes through the
/// loop's queue. A task that does not prefer the loop is slower still: it is resumed by the pool of threads, which costs two
/// changes of thread for each wait.
package final class EventLoopExecutor: SerialExecutor, TaskExecutor {
    private static let ofProcess = MultiThreadedEventLoopGroup.singleton.makeIterator().map { EventLoopExecutor($0) }

    package let eventLoop: any EventLoop

    private init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    /// The same one for each loop of the process; another one each time for loops of somebody else.
    package static func of(_ eventLoop: any EventLoop) -> EventLoopExecutor {
        ofProcess.first { $0.eventLoop === eventLoop } ?? EventLoopExecutor(eventLoop)
    }

    /// Runs `body` on one of the process's loops, which it is told. Actors without an executor of their own run there too, so
    /// none of them may block: what waits for the disk needs a thread of its own.
    package static func run<Result>(_ body: (any EventLoop) async throws -> Result) async rethrows -> Result {
        let executor = of(MultiThreadedEventLoopGroup.singleton.next())
        return try await withTaskExecutorPreference(executor) { try await body(executor.eventLoop) }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute {
            job.runSynchronously(isolatedTo: self.asUnownedSerialExecutor(), taskExecutor: self.asUnownedTaskExecutor())
        }
    }

    package func checkIsolated() { eventLoop.preconditionInEventLoop() }
}
