internal import Dispatch

/// Keeps an actor that waits for the disk away from the event loops, which would stand still meanwhile.
final class JournalExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "journal")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
