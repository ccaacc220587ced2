/// Breaks paragraphs into lines that fit.
package enum TextWrapping {
    /// Lines of at most `width` cells. Breaks at blanks, and between wide characters, which need no blank; a word
    /// longer than a line (such as a URL) stays whole so that it can be copied.
    package static func lines(_ text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { wrap($0, width: width) }
    }

    /// The lines joined, each after the first with an indent.
    package static func hanging(_ text: String, width: Int, indent: Int) -> String {
        let blank = String(repeating: " ", count: indent)
        return lines(text, width: width - indent).joined(separator: "\n" + blank)
    }

    private static func wrap(_ paragraph: Substring, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var lineWidth = 0
        for piece in pieces(of: paragraph) {
            let pieceWidth = piece.terminalWidth
            if lineWidth > 0, lineWidth + trimmingTrailingBlanks(piece).terminalWidth > width,
                !piece.startsWithClosingMark || line.last == " "
            {
                lines.append(trimmingTrailingBlanks(line[...]))
                (line, lineWidth) = ("", 0)
            }
            line += piece
            lineWidth += pieceWidth
        }
        lines.append(trimmingTrailingBlanks(line[...]))
        return lines
    }

    /// Words with the blanks that follow them; each wide character is a piece of its own.
    private static func pieces(of paragraph: Substring) -> [Substring] {
        var pieces: [Substring] = []
        var start = paragraph.startIndex
        var index = start
        while index < paragraph.endIndex {
            let character = paragraph[index]
            let next = paragraph.index(after: index)
            if character.terminalWidth == 2 && start < index {
                pieces.append(paragraph[start..<index])
                start = index
            }
            if character == " " || character.terminalWidth == 2 {
                pieces.append(paragraph[start..<next])
                start = next
            }
            index = next
        }
        if start < paragraph.endIndex { pieces.append(paragraph[start...]) }
        return pieces
    }

    private static func trimmingTrailingBlanks(_ text: Substring) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

extension Substring {
    /// Punctuation that must not begin a line, unless a blank stood before it.
    fileprivate var startsWithClosingMark: Bool { first.map { "，。；：！？、）」》”…".contains($0) } ?? false }
}
