internal import ArgumentParser

/// `--progress`: how a running migration shows itself.
enum ProgressStyle: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// A bar on a terminal, lines elsewhere.
    case auto
    /// One line that is drawn again and again.
    case bar
    /// A line when a folder is done, and one now and then.
    case lines
    /// One event a line, for programs.
    case json
    case none
}
