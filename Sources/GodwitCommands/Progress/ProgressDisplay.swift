internal import MailCore
internal import MailboxMigration

/// Shows a migration while it runs. On a terminal one line is drawn anew; elsewhere it stays calm.
struct ProgressDisplay: Sendable {
    private let style: ProgressStyle
    private let console: Console
    private let line: ProgressLine

    /// - Parameter hosts: where the accounts are.
    init(
        style: ProgressStyle, format: OutputFormat, console: Console, language: Language,
        hosts: [MigrationSide: String] = [:]
    ) {
        self.console = console
        line = ProgressLine(language: language, hosts: hosts)
        switch style {
        case .auto: self.style = format == .json ? .none : console.errorTerminal.isInteractive ? .bar : .lines
        case .bar, .lines, .json, .none: self.style = style
        }
    }

    /// How often a line on a terminal is drawn.
    private static let barInterval = Duration.milliseconds(200)
    /// How often a line is added elsewhere.
    private static let lineInterval = Duration.seconds(10)

    func whileRunning<Value: Sendable>(
        _ body: (@escaping @Sendable (MigrationEvent) -> Void) async throws -> Value
    ) async throws -> Value {
        switch style {
        case .json: return try await body { console.write($0.json.compactText + "\n") }
        case .none: return try await body { _ in }
        case .auto, .bar, .lines: return try await whileDrawing(body)
        }
    }

    private func whileDrawing<Value: Sendable>(
        _ body: (@escaping @Sendable (MigrationEvent) -> Void) async throws -> Value
    ) async throws -> Value {
        let board = ProgressBoard()
        let result: Result<Value, any Error> = await withTaskGroup(of: Void.self) { group in
            group.addTask { await draw(board) }
            defer { group.cancelAll() }
            do { return .success(try await body(board.note)) } catch { return .failure(error) }
        }
        if style == .bar { console.writeError(Terminal.lineStart) }
        writeNotes(from: board)
        return try result.get()
    }

    private func draw(_ board: ProgressBoard) async {
        let start = ContinuousClock.now
        var shown = ""
        while true {
            try? await Task.sleep(for: style == .bar ? Self.barInterval : Self.lineInterval)
            guard !Task.isCancelled else { return }
            writeNotes(from: board)
            var snapshot = board.snapshot(at: Int(start.duration(to: .now).milliseconds))
            // Where lines are added, one that says nothing new is none, and a clock that runs down is nothing new.
            if style != .bar { snapshot.waitSeconds = (snapshot.state.wait?.milliseconds ?? 0) / 1_000 }
            let text = line.text(snapshot, width: console.errorTerminal.width - 1)
            guard style == .bar || text != shown else { continue }
            shown = text
            console.writeError(style == .bar ? Terminal.lineStart + text : text + "\n")
        }
    }

    private func writeNotes(from board: ProgressBoard) {
        for text in board.takeNotes().compactMap(line.note) {
            console.writeError((style == .bar ? Terminal.lineStart : "") + text + "\n")
        }
    }
}
