internal import Glibc

/// Where a run writes. A task-local value, so that a test can catch the output of a whole command.
package struct Console: Sendable {
    package var write: @Sendable (String) -> Void
    package var writeError: @Sendable (String) -> Void
    package var outputTerminal: Terminal
    package var errorTerminal: Terminal
    /// Shows a question and waits for a line; nil when nobody is there to answer.
    package var ask: @Sendable (String) -> String?
    /// Waits for a line that nobody was asked for; nil when none will come, or the task is cancelled.
    package var nextLine: @Sendable () async -> String?

    package init(
        write: @escaping @Sendable (String) -> Void, writeError: @escaping @Sendable (String) -> Void,
        outputTerminal: Terminal, errorTerminal: Terminal, ask: @escaping @Sendable (String) -> String? = { _ in nil },
        nextLine: @escaping @Sendable () async -> String? = { nil }
    ) {
        self.write = write
        self.writeError = writeError
        self.outputTerminal = outputTerminal
        self.errorTerminal = errorTerminal
        self.ask = ask
        self.nextLine = nextLine
    }

    @TaskLocal package static var current = Console.ofProcess

    private static let ofProcess = Console(
        write: { writeAll($0, to: STDOUT_FILENO) },
        writeError: { writeAll($0, to: STDERR_FILENO) },
        outputTerminal: Terminal(descriptor: STDOUT_FILENO),
        errorTerminal: Terminal(descriptor: STDERR_FILENO),
        ask: askOnTerminal, nextLine: InputLine.next)

    /// The question goes to standard error, so that standard output stays clean for programs.
    private static func askOnTerminal(_ question: String) -> String? {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
        writeAll(question, to: STDERR_FILENO)
        return readLine()
    }

    /// Straight to the descriptor: nothing is lost in a buffer when the process is killed.
    private static func writeAll(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
