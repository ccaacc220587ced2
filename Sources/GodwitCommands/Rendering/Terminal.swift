internal import Glibc

/// What one output can show.
package struct Terminal: Hashable, Sendable {
    /// A person is looking: progress may be redrawn, questions may be asked.
    package var isInteractive: Bool
    package var showsColours: Bool
    /// Cells in a line.
    package var width: Int

    /// Back to the beginning of the line, with nothing in it (ECMA-48 §8.3.41).
    package static let lineStart = "\r\u{1B}[K"

    package static let defaultWidth = 80
    /// Narrower windows are treated like this: nothing readable fits into less.
    package static let minimumWidth = 40

    package init(isInteractive: Bool, showsColours: Bool, width: Int = defaultWidth) {
        self.isInteractive = isInteractive
        self.showsColours = showsColours
        self.width = max(width, Self.minimumWidth)
    }

    init(descriptor: Int32) {
        let isInteractive = isatty(descriptor) == 1
        let noColour = Self.environment("NO_COLOR") ?? ""
        self.init(
            isInteractive: isInteractive,
            showsColours: isInteractive && noColour.isEmpty && Self.environment("TERM") != "dumb",
            width: Self.windowWidth(of: descriptor) ?? Self.environment("COLUMNS").flatMap { Int($0) }
                ?? Self.defaultWidth)
    }

    private static func windowWidth(of descriptor: Int32) -> Int? {
        var window = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { return nil }
        return Int(window.ws_col)
    }

    private static func environment(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
