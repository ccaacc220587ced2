internal import MailCore

/// The rules of one namespace, by element name. Elements of other namespaces are allowed everywhere and not looked at.
struct ElementGrammar: Sendable {
    let namespace: String?
    let rules: [String: ElementRule]

    /// Checks the element and everything in it.
    func check(_ element: XMLElement, problems: inout LintProblems) {
        guard let rule = rules[element.name], !rule.isOpen else { return }
        checkAttributes(of: element, rule, problems: &problems)
        let children = element.children.filter { $0.namespace == namespace }
        for child in children {
            guard rule.children[child.name] != nil else {
                problems.note(child, .unknownElement(child.name, in: element.name))
                continue
            }
            check(child, problems: &problems)
        }
        for (name, occurrence) in rule.children.sorted(by: { $0.key < $1.key }) {
            let found = children.filter { $0.name == name }
            if !occurrence.allows(found.count) {
                problems.note(
                    found.dropFirst().first ?? element,
                    found.isEmpty ? .missingElement(name, in: element.name) : .repeatedElement(name, in: element.name))
            }
        }
        let isBlank = element.text.allSatisfy(\.isWhitespace)
        if rule.hasText && isBlank { problems.note(element, .emptyElement(element.name)) }
        if !rule.hasText && !isBlank { problems.note(element, .strayText(in: element.name)) }
    }

    private func checkAttributes(of element: XMLElement, _ rule: ElementRule, problems: inout LintProblems) {
        for name in rule.required.subtracting(element.attributes.keys).sorted() {
            problems.note(element, .missingAttribute(name, of: element.name))
        }
        for name in element.attributes.keys.sorted() where !rule.required.union(rule.optional).contains(name) {
            problems.note(element, .unknownAttribute(name, of: element.name))
        }
    }
}

/// Collects what is wrong.
struct LintProblems {
    private(set) var all: [AutoconfigProblem] = []

    mutating func note(_ element: XMLElement, _ message: LocalizedText) {
        all.append(AutoconfigProblem(line: element.line, message: message))
    }
}
