internal import MailCore

/// An element to be written. Names come from us alone, values from anywhere: they are escaped here, so that no caller can
/// forget it.
struct XMLTag {
    private let name: StaticString
    private let attributes: KeyValuePairs<StaticString, String>
    private let text: String
    private let children: [XMLTag]

    init(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ children: [XMLTag]) {
        self.name = name
        self.attributes = attributes
        self.children = children
        text = ""
    }

    init(_ name: StaticString, _ children: [XMLTag]) { self.init(name, [:], children) }

    init(_ name: StaticString, text: String = "") {
        self.name = name
        attributes = [:]
        self.text = text
        children = []
    }

    /// Indented by two blanks a level, without a newline at the end.
    func markup(depth: Int = 0) -> String {
        let indent = String(repeating: "  ", count: depth)
        let start = indent + "<\(name)" + attributes.map { " \($0)=\"\(Markup.escaped($1))\"" }.joined()
        if children.isEmpty && text.isEmpty { return start + "/>" }
        if children.isEmpty { return start + ">\(Markup.escaped(text))</\(name)>" }
        let content = children.map { $0.markup(depth: depth + 1) + "\n" }.joined()
        return start + ">\n" + content + indent + "</\(name)>"
    }
}
