/// Columns aligned by cells, not by characters, so that Chinese text lines up too.
package struct TextTable: Sendable {
    package struct Cell: Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
        let text: String
        let style: TextStyle

        package init(_ text: String, _ style: TextStyle = .plain) {
            self.text = text
            self.style = style
        }

        package init(stringLiteral text: String) { self.init(text) }
    }

    private var rows: [[Cell]] = []
    private let indent: Int
    private static let gap = 2

    package init(indent: Int = 0) { self.indent = indent }

    /// Adds a row. Nothing is written for empty cells at its end, so that no line ends in blanks.
    package mutating func add(_ cells: [Cell]) {
        let empty = cells.reversed().prefix { $0.text.isEmpty }.count
        rows.append(cells.dropLast(empty))
    }

    /// The lines, each ended by a newline. The last column of a row is wrapped to the terminal's width, under itself.
    package func text(on terminal: Terminal) -> String {
        let widths = columnWidths()
        return rows.map { line(of: $0, widths: widths, terminal: terminal) + "\n" }.joined()
    }

    /// Widths of all columns but each row's last one, which nothing follows.
    private func columnWidths() -> [Int] {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.dropLast().enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.text.terminalWidth)
            }
        }
        return widths
    }

    private func line(of row: [Cell], widths: [Int], terminal: Terminal) -> String {
        var line = String(repeating: " ", count: indent)
        var column = indent
        for (cell, width) in zip(row.dropLast(), widths) {
            let padding = width - cell.text.terminalWidth + Self.gap
            line += terminal.styled(cell.text, cell.style) + String(repeating: " ", count: padding)
            column += width + Self.gap
        }
        guard let last = row.last else { return "" }
        let room = max(terminal.width - column, Terminal.minimumWidth / 2)
        let blank = String(repeating: " ", count: column)
        line += TextWrapping.lines(last.text, width: room)
            .map { terminal.styled($0, last.style) }.joined(separator: "\n" + blank)
        return line
    }
}
