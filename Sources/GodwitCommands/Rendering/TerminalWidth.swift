extension StringProtocol {
    /// Cells the text takes on a terminal: 2 for wide characters (Unicode Standard Annex #11), none for combining
    /// marks. Counted by grapheme cluster, so that an emoji sequence is one wide character.
    package var terminalWidth: Int { reduce(0) { $0 + $1.terminalWidth } }

    /// With blanks before it, so that its right end stands at this width.
    package func paddedLeft(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(0, width - terminalWidth)) + self
    }
}

extension Character {
    /// Cells the character takes on a terminal.
    package var terminalWidth: Int {
        var width = 0
        for scalar in unicodeScalars {
            if scalar == "\u{FE0F}" { return 2 }  // emoji presentation
            width = max(width, scalar.terminalWidth)
        }
        return width
    }
}

extension Unicode.Scalar {
    fileprivate var terminalWidth: Int {
        if value < 0x300 { return value < 0x20 || (0x7F...0x9F).contains(value) ? 0 : 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if properties.isEmojiPresentation { return 2 }
        return Self.wideRanges.contains { $0.contains(value) } ? 2 : 1
    }

    /// East Asian Wide and Fullwidth blocks.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
        0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
