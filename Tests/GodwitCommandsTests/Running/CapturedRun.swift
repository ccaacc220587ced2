import GodwitCommands
import MailCore
import Synchronization

/// Runs the program and keeps what it says.
struct CapturedRun {
    let outcome: Outcome
    let output: String
    let errors: String

    init(_ arguments: String...) async { await self.init(arguments) }

    /// - Parameters:
    ///   - answer: to every question, which is kept with the errors; nil when nobody is there.
    ///   - passwords: what is typed at one question for a password after the other; nil when nobody is there.
    init(_ arguments: [String], answer: String? = nil, passwords: [String]? = nil) async {
        let output = Collected()
        let errors = Collected()
        let asked = Atomic(0)
        let terminal = Terminal(isInteractive: false, showsColours: false)
        let console = Console(
            write: { output.append($0) }, writeError: { errors.append($0) }, outputTerminal: terminal,
            errorTerminal: terminal,
            ask: { question in
                if answer != nil { errors.append(question) }
                return answer
            },
            askSecret: { question throws(SecretError) in
                guard let passwords else { throw .noTerminal }
                errors.append(question + "\n")
                let number = asked.add(1, ordering: .relaxed).oldValue
                guard number < passwords.count else { throw .interrupted }
                guard !passwords[number].isEmpty else { throw .empty }
                return Secret(passwords[number])
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
