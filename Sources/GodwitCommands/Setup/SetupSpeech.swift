internal import MailCore

/// Where `setup` speaks to a person: not at all when a program reads, and not on standard output when that is for a file.
struct SetupSpeech: Sendable {
    private let isSilent: Bool
    private let write: @Sendable (String) -> Void
    private let rendering: SetupRendering

    init(_ output: OutputOptions, leavesOutputFree: Bool) {
        let console = Console.current
        isSilent = output.format == .json
        write = leavesOutputFree ? console.writeError : console.write
        rendering = SetupRendering(
            language: output.language, terminal: leavesOutputFree ? console.errorTerminal : console.outputTerminal)
    }

    func say(_ text: (SetupRendering) -> String) {
        guard !isSilent else { return }
        write(text(rendering))
    }
}
