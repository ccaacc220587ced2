internal import Dispatch
internal import Glibc
internal import MailCore
internal import MailboxMigration
internal import Synchronization

/// Ctrl-C and SIGTERM: once ends in good order, twice at once.
enum StopSignals {
    /// Runs the body with a stop that the first signal sets. The second one ends the process; the journal is made for it.
    static func withStop<Result>(
        language: Language, _ body: (StopSignal) async throws -> Result
    ) async throws -> Result {
        let stop = StopSignal()
        let message = LocalizedText(
            "Finishing what is under way; press Ctrl-C again to stop at once. Run the same command to continue.",
            zhHans: "正在完成手头的工作；再按一次 Ctrl-C 立即停止。重新运行同一命令即可继续。"
        ).text(in: language)
        let console = Console.current
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if stop.isStopping { _exit(Outcome.interrupted.rawValue) }
                stop.stop()
                console.writeError("\n" + message + "\n")
            }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        }
        return try await body(stop)
    }

    /// Waits for the first of them.
    static func first() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        }
        for await _ in signals { return }
    }
}
