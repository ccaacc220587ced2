internal import MailCore
internal import MailboxMigration
internal import Synchronization

/// Shows a migration while it runs. On a terminal one line is drawn anew; elsewhere it stays calm.
struct ProgressDisplay: Sendable {
    private let style: ProgressStyle
    private let console: Console
    private let language: Language

    init(style: ProgressStyle, format: OutputFormat, console: Console, language: Language) {
        self.console = console
        self.language = language
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
        let board = ProgressBoard()
        let observer: @Sendable (MigrationEvent) -> Void = { event in
            board.note(event)
            show(event)
        }
        guard style == .bar || style == .lines else { return try await body(observer) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await draw(board) }
            defer { group.cancelAll() }
            let value: Value
            do {
                value = try await body(observer)
            } catch {
                clearLine()
                throw error
            }
            clearLine()
            return value
        }
    }

    private func draw(_ board: ProgressBoard) async throws {
        let start = ContinuousClock.now
        while true {
            try await Task.sleep(for: style == .bar ? Self.barInterval : Self.lineInterval)
            let line = ProgressLine(language: language).text(
                board.snapshot(milliseconds: Int(start.duration(to: .now).milliseconds)),
                width: console.errorTerminal.width - 1)
            guard !Task.isCancelled else { return }
            console.writeError(style == .bar ? Terminal.lineStart + line : line + "\n")
        }
    }

    private func clearLine() {
        if style == .bar { console.writeError(Terminal.lineStart) }
    }

    private func show(_ event: MigrationEvent) {
        switch style {
        case .json: console.write(event.json.compactText + "\n")
        case .bar, .lines:
            guard let line = ProgressLine(language: language).note(about: event) else { return }
            console.writeError((style == .bar ? Terminal.lineStart : "") + line + "\n")
        case .auto, .none: break
        }
    }
}

/// Shared between the migration, which notes, and the display, which reads.
private final class ProgressBoard: Sendable {
    private struct Content {
        var state = ProgressState()
        var rate = ProgressRate()
    }

    private let content = Mutex(Content())

    func note(_ event: MigrationEvent) {
        content.withLock { $0.state.note(event) }
    }

    func snapshot(milliseconds: Int) -> (state: ProgressState, rate: ProgressRate) {
        content.withLock { content in
            content.rate.sample(
                milliseconds: milliseconds, messages: content.state.done, bytes: content.state.bytes)
            return (content.state, content.rate)
        }
    }
}
