internal import Dispatch

/// A thread of its own for an actor that waits for the disk: no event loop stands still meanwhile.
final class JournalExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "journal")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
