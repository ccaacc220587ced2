internal import MailCore

/// The values in a `profile` of ours.
struct ProfileLint {
    let profile: XMLElement

    func check(problems: inout LintProblems) {
        if let date = profile.attributes["checked"] {
            if !LintValue.isDate(date) { problems.note(profile, .badDate) }
            if profile.attributes["source"] == nil { problems.note(profile, .checkedWithoutSource) }
        }
        if let source = profile.attributes["source"], !LintValue.isPage(source) { problems.note(profile, .badURL) }
        for pattern in profile.all("mx") where MailExchangerPattern(pattern.text.trimmingBlanks()) == nil {
            problems.note(pattern, .badPattern)
        }
        for secret in profile.all("secret") { check(secret: secret, problems: &problems) }
        for history in profile.all("history") { check(history: history, problems: &problems) }
        check(named: "limit", problems: &problems) { ProviderLimit.Name(rawValue: $0) != nil }
        check(named: "quirk", problems: &problems) { ProviderQuirk(rawValue: $0) != nil }
        for limit in profile.all("limit") where (limit.attributes["value"].flatMap { UInt64($0) } ?? 0) == 0 {
            problems.note(limit, .badNumber)
        }
        for element in profile.children where element.first("text") != nil {
            checkTexts(of: element, problems: &problems)
        }
    }

    private func check(secret: XMLElement, problems: inout LintProblems) {
        let kind = secret.attributes["kind"].flatMap(SecretPolicy.Kind.init(rawValue:))
        if secret.attributes["kind"] != nil && kind == nil { problems.note(secret, .badSecretKind) }
        let shape = ["length", "pattern", "alphabet", "ignores-blanks"].filter { secret.attributes[$0] != nil }
        let isMadeByProvider = kind.map { ![.password, .oauth2, .nonePossible].contains($0) } ?? true
        let isClear = !(shape.contains("length") && shape.contains("pattern")) && SecretShape(secret) != nil
        let flag = secret.attributes["ignores-blanks"] ?? "true"
        if !shape.isEmpty && !(isMadeByProvider && isClear && ["true", "false"].contains(flag)) {
            problems.note(secret, .badShape)
        }
    }

    private func check(history: XMLElement, problems: inout LintProblems) {
        let numbers = ["days", "messages"].compactMap { history.attributes[$0] }
        if numbers.count != 1 || (numbers.first.flatMap { Int($0) } ?? 0) <= 0 { problems.note(history, .badExtent) }
        if let host = history.attributes["export-host"], !HostName.isValid(host) { problems.note(history, .badHost) }
    }

    /// Elements that are told apart by a name from a list.
    private func check(named element: String, problems: inout LintProblems, isKnown: (String) -> Bool) {
        var seen: Set<String> = []
        for element in profile.all(element) {
            guard let name = element.attributes["name"] else { continue }
            if !isKnown(name) { problems.note(element, .unknownName(DisplayText.clean(name))) }
            if !seen.insert(name).inserted { problems.note(element, .repeatedName(DisplayText.clean(name))) }
        }
    }

    private func checkTexts(of element: XMLElement, problems: inout LintProblems) {
        let languages = element.all("text").compactMap { $0.attributes["lang"] }
        if languages.sorted() != Language.allCases.map(\.rawValue).sorted() {
            problems.note(element, .missingLanguage)
        }
        for page in element.all("page") {
            if let url = page.attributes["url"], !LintValue.isPage(url) { problems.note(page, .badURL) }
            if let tag = page.attributes["lang"], !LintValue.isLanguage(tag) { problems.note(page, .badLanguage) }
        }
    }
}
