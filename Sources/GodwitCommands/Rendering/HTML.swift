internal import MailCore

/// A piece of an HTML page. Text is escaped where it goes in, so that no caller can forget it. The markup is well-formed
/// XML, too.
struct HTML: Hashable, Sendable {
    let markup: String

    private init(markup: String) { self.markup = markup }

    /// Text of any origin; all it can do is be read.
    static func text(_ text: String) -> HTML { HTML(markup: Markup.escaped(text)) }

    /// Names come from us alone, values from anywhere.
    typealias Attributes = KeyValuePairs<StaticString, String>

    static func element(_ name: StaticString, _ content: HTML...) -> HTML { element(name, [:], content) }

    static func element(_ name: StaticString, _ content: [HTML]) -> HTML { element(name, [:], content) }

    static func element(_ name: StaticString, _ attributes: Attributes, _ content: HTML...) -> HTML {
        element(name, attributes, content)
    }

    static func element(_ name: StaticString, _ attributes: Attributes, _ content: [HTML]) -> HTML {
        HTML(markup: "<\(name)\(markup(of: attributes))>\(content.map(\.markup).joined())</\(name)>")
    }

    /// An element that never has content, such as `meta`.
    static func void(_ name: StaticString, _ attributes: Attributes) -> HTML {
        HTML(markup: "<\(name)\(markup(of: attributes))/>")
    }

    private static func markup(of attributes: Attributes) -> String {
        attributes.map { " \($0)=\"\(Markup.escaped($1))\"" }.joined()
    }

    /// A style sheet of ours. Its text is not escaped, because browsers would not read it back.
    static func style(_ sheet: StaticString) -> HTML { HTML(markup: "<style>\n\(sheet)\n</style>") }

    /// A whole page.
    static func document(_ root: HTML) -> String { "<!DOCTYPE html>\n\(root.markup)\n" }
}
