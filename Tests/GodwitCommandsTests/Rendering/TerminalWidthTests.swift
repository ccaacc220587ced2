import GodwitCommands
import Testing

@Suite struct TerminalWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("邮箱", 4), ("e\u{301}", 1), ("ｶ", 1), ("Ａ", 2), ("한글", 4), ("🙂", 2), ("❤️", 2),
        ("👨‍👩‍👧", 2), ("：", 2), ("café", 4), ("\u{200B}", 0),
    ])
    func countsCells(text: String, cells: Int) {
        #expect(text.terminalWidth == cells)
    }
}
