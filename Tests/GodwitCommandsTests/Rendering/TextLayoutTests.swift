import GodwitCommands
import Testing

@Suite struct TextLayoutTests {
    private let plain = Terminal(isInteractive: false, showsColours: false, width: 40)

    @Test(arguments: [
        ("one two three", 9, ["one two", "three"]),
        ("one two", 7, ["one two"]),
        ("https://example.org/long", 10, ["https://example.org/long"]),
        ("see https://example.org/long now", 10, ["see", "https://example.org/long", "now"]),
        ("邮箱服务器设置", 6, ["邮箱服", "务器设", "置"]),
        ("邮箱服务。器", 8, ["邮箱服务。", "器"]),
        ("a\nb", 10, ["a", "b"]),
        ("", 10, [""]),
    ])
    func paragraphsAreWrapped(text: String, width: Int, lines: [String]) {
        #expect(TextWrapping.lines(text, width: width) == lines)
    }

    @Test func columnsLineUpByCells() {
        var table = TextTable(indent: 2)
        table.add(["收件", "imap", "x"])
        table.add(["out", "smtp", "y"])
        #expect(table.text(on: plain) == "  收件  imap  x\n  out   smtp  y\n")
    }

    @Test func `No line of a table ends in blanks`() {
        var table = TextTable(indent: 2)
        table.add(["key", "imap", ""])
        table.add(["longer key", "", ""])
        table.add(["", ""])
        table.add(["k", "", "x"])
        #expect(table.text(on: plain) == "  key  imap\n  longer key\n\n  k      x\n")
    }

    @Test func lastColumnWrapsUnderItself() {
        var table = TextTable()
        table.add(["key", "aaaa bbbb cccc dddd eeee ffff gggg hhhh"])
        #expect(table.text(on: plain) == "key  aaaa bbbb cccc dddd eeee ffff gggg\n     hhhh\n")
    }

    @Test func stylesAppearOnlyWithColours() {
        let colourful = Terminal(isInteractive: true, showsColours: true)
        #expect(colourful.styled("ok", .green) == "\u{1B}[32mok\u{1B}[0m")
        #expect(plain.styled("ok", .green) == "ok")
    }
}
