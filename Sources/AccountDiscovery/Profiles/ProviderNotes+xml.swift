internal import MailCore

extension ProviderNotes {
    init(_ element: XMLElement, problems: inout [AutoconfigProblem]) {
        checked = element.attributes["checked"] ?? ""
        source = element.attributes["source"] ?? ""
        mailExchangers = element.all("mx").map { $0.text.trimmingBlanks().lowercased() }
        switches = element.all("switch").map(ProviderInstruction.init)
        limits = [:]
        for limit in element.all("limit") {
            guard let name = limit.attributes["name"], let value = limit.attributes["value"].flatMap({ UInt64($0) })
            else { continue }
            limits[name] = value
        }
        secret = element.first("secret").flatMap(SecretPolicy.init)
        Self.check(element, secret: secret, problems: &problems)
    }

    private static func check(_ element: XMLElement, secret: SecretPolicy?, problems: inout [AutoconfigProblem]) {
        func note(_ element: XMLElement, _ message: LocalizedText) {
            problems.append(AutoconfigProblem(line: element.line, message: message))
        }
        let date = (element.attributes["checked"] ?? "").split(separator: "-").map(\.count)
        if date != [4, 2, 2] {
            note(
                element,
                LocalizedText("The attribute “checked” is no date YYYY-MM-DD.", zhHans: "属性 checked 不是 YYYY-MM-DD 日期。"))
        }
        if element.attributes["source"]?.hasPrefix("https://") != true {
            note(element, LocalizedText("The attribute “source” is no https page.", zhHans: "属性 source 不是 https 页面。"))
        }
        if secret == nil {
            note(element, LocalizedText("No known kind of secret.", zhHans: "没有已知的密码类型。"))
        }
        for text in (element.all("secret") + element.all("switch")) where LocalizedText(text).isIncomplete {
            note(text, LocalizedText("A text is missing in English or Chinese.", zhHans: "缺少英文或中文文本。"))
        }
    }
}

extension SecretPolicy {
    fileprivate init?(_ element: XMLElement) {
        guard let kind = element.attributes["kind"].flatMap(Kind.init(rawValue:)) else { return nil }
        self.kind = kind
        length = element.attributes["length"].flatMap { Int($0) }
        alphabet = element.attributes["alphabet"].flatMap(Alphabet.init(rawValue:))
        ignoresBlanks = element.attributes["ignoresBlanks"] == "true"
        text = LocalizedText(element)
        url = element.attributes["url"]
    }
}

extension ProviderInstruction {
    fileprivate init(_ element: XMLElement) {
        text = LocalizedText(element)
        url = element.attributes["url"]
    }
}

extension LocalizedText {
    /// The `text` children of an element, by their `lang`.
    fileprivate init(_ element: XMLElement) {
        func text(_ language: Language) -> String {
            let match = element.all("text").first { $0.attributes["lang"] == language.rawValue }
            return match?.text.trimmingBlanks() ?? ""
        }
        self.init(text(.english), zhHans: text(.simplifiedChinese))
    }

    fileprivate var isIncomplete: Bool { english.isEmpty || simplifiedChinese.isEmpty }
}
