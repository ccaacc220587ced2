import GodwitCommands
import Synchronization

/// Runs the program and keeps what it says.
struct CapturedRun {
    let outcome: Outcome
    let output: String
    let errors: String

    init(_ arguments: String...) async { await self.init(arguments) }

    /// - Parameter answer: to every question, which is kept with the errors; nil when nobody is there.
    init(_ arguments: [String], answer: String? = nil) async {
        let output = Collected()
        let errors = Collected()
        let terminal = Terminal(isInteractive: false, showsColours: false)
        let console = Console(
            write: { output.append($0) }, writeError: { errors.append($0) }, outputTerminal: terminal,
            errorTerminal: terminal,
            ask: { question in
                if answer != nil { errors.append(question) }
                return answer
            })
        outcome = await Console.$current.withValue(console) { await Program.run(arguments) }
        self.output = output.text
        self.errors = errors.text
    }
}

private final class Collected: Sendable {
    private let storage = Mutex("")

    var text: String { storage.withLock { $0 } }

    func append(_ text: String) { storage.withLock { $0 += text } }
}
