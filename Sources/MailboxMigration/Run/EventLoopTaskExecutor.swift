internal import NIOCore
internal import NIOPosix

/// Keeps a task on the event loop of its connections.
///
/// That its actors are on the loop is not enough: whoever is resumed from a wait for the network comes by way of the task's
/// own executor, and where that is the pool of threads, each wait costs two changes of thread. Actors without an executor of
/// their own run on the loop too, so none of them may block: what waits for the disk has a thread of its own, as
/// ``MigrationJournal`` does.
final class EventLoopTaskExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    private init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    /// Runs `body` on one of the process's loops, which it is told.
    static func run<Result>(_ body: (any EventLoop) async throws -> Result) async rethrows -> Result {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        return try await withTaskExecutorPreference(EventLoopTaskExecutor(eventLoop)) { try await body(eventLoop) }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        eventLoop.execute { job.runSynchronously(on: executor) }
    }
}
