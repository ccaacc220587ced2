internal import MailCore

extension ProviderNotes {
    /// Reads a `profile`. What makes no sense is left out; ``AutoconfigLint`` says what that is.
    init(_ element: XMLElement) {
        checked = element.attributes["checked"]
        source = element.attributes["source"]
        mailExchangers = element.all("mx").compactMap { MailExchangerPattern($0.text.trimmingBlanks()) }
        secret = element.first("secret").flatMap(SecretPolicy.init)
        switches = element.all("switch").map(ProviderInstruction.init)
        history = element.all("history").compactMap(HistoryWindow.init)
        limits = element.all("limit").compactMap(ProviderLimit.init)
        quirks = element.all("quirk").compactMap { $0.attributes["name"].flatMap(ProviderQuirk.init) }
    }
}

extension SecretPolicy {
    fileprivate init?(_ element: XMLElement) {
        guard let kind = element.attributes["kind"].flatMap(Kind.init(rawValue:)) else { return nil }
        self.kind = kind
        shape = SecretShape(element)
        instruction = ProviderInstruction(element)
    }
}

extension SecretShape {
    /// From `alphabet` and either `pattern` or `length`.
    init?(_ element: XMLElement) {
        guard let alphabet = element.attributes["alphabet"].flatMap(Alphabet.init(rawValue:)) else { return nil }
        let range = 1...Self.maximumLength
        if let pattern = element.attributes["pattern"], range.contains(pattern.count) {
            self.pattern = pattern
        } else if let length = element.attributes["length"].flatMap({ Int($0) }), range.contains(length) {
            pattern = String(repeating: "x", count: length)
        } else {
            return nil
        }
        self.alphabet = alphabet
        ignoresBlanks = element.attributes["ignores-blanks"] == "true"
    }
}

extension HistoryWindow {
    fileprivate init?(_ element: XMLElement) {
        func number(_ name: String) -> Int? {
            element.attributes[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        }
        guard let extent = number("days").map(Extent.days) ?? number("messages").map(Extent.messages) else {
            return nil
        }
        self.extent = extent
        exportHost = element.attributes["export-host"]
        instruction = ProviderInstruction(element)
    }
}

extension ProviderLimit {
    fileprivate init?(_ element: XMLElement) {
        guard let name = element.attributes["name"].flatMap(Name.init(rawValue:)),
            let value = element.attributes["value"].flatMap({ UInt64($0) })
        else { return nil }
        self.name = name
        self.value = value
        condition = element.first("text") == nil ? nil : LocalizedText(element)
    }
}

extension ProviderInstruction {
    fileprivate init(_ element: XMLElement) {
        text = LocalizedText(element)
        pages = element.all("page").compactMap { page in
            guard let url = page.attributes["url"], let language = page.attributes["lang"] else { return nil }
            return ProviderPage(url: url, language: language)
        }
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
}
