internal import MailCore

/// Says everything that is wrong with autoconfig documents by the letter of the format, where
/// ``AutoconfigDocument`` takes what it can use. One lint checks documents that belong together: no two may claim
/// the same domain.
public struct AutoconfigLint: Sendable {
    /// Who claimed a domain or an MX pattern first.
    private var claims: [String: String] = [:]

    /// A lint that has seen no document.
    public init() {}

    /// Checks one document of at most ``ByteLimits/configurationDocument`` bytes.
    ///
    /// - Parameter name: how to call this document when a later one claims the same domain.
    /// - Returns: what is wrong, by line.
    public mutating func problems(in bytes: [UInt8], named name: String) -> [AutoconfigProblem] {
        let root: XMLElement
        do {
            root = try XMLReader.read(bytes)
        } catch {
            return [AutoconfigProblem(line: error.line, message: AutoconfigError.xml(error).text)]
        }
        guard root.name == "clientConfig", root.namespace == nil else {
            let error = AutoconfigError.notAutoconfig(root: DisplayText.clean(root.name))
            return [AutoconfigProblem(line: root.line, message: error.text)]
        }
        var problems = LintProblems()
        check(root, problems: &problems)
        checkClaims(of: root, named: name, problems: &problems)
        return problems.all.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
            .map(\.element)
    }

    private func check(_ root: XMLElement, problems: inout LintProblems) {
        ElementGrammar.autoconfig.check(root, problems: &problems)
        let profiles = root.children.filter { $0.namespace == ProviderNotes.namespace }
        for extra in profiles.dropFirst() { problems.note(extra, .repeatedElement(extra.name, in: root.name)) }
        if let profile = profiles.first {
            guard profile.name == "profile" else {
                return problems.note(profile, .unknownElement(profile.name, in: root.name))
            }
            ElementGrammar.profile.check(profile, problems: &problems)
            ProfileLint(profile: profile).check(problems: &problems)
        }
        OAuthLint(element: root.child("oAuth2"), notes: profiles.first?.first("oauth")).check(problems: &problems)
        guard let provider = root.child("emailProvider") else { return }
        ProviderLint(provider: provider, profile: profiles.first).check(problems: &problems)
    }

    /// A domain or pattern belongs to one document, and stands there once.
    private mutating func checkClaims(of root: XMLElement, named name: String, problems: inout LintProblems) {
        let domains = root.child("emailProvider")?.children.filter { $0.name == "domain" } ?? []
        let profile = root.children.first { $0.namespace == ProviderNotes.namespace }
        let patterns = profile?.children.filter { $0.name == "mx" } ?? []
        for (element, prefix) in domains.map({ ($0, "") }) + patterns.map({ ($0, "MX ") }) {
            let claim = prefix + element.text.trimmingBlanks().lowercased()
            if let owner = claims[claim] {
                problems.note(element, .claimedTwice(DisplayText.clean(claim), owner: DisplayText.clean(owner)))
            } else {
                claims[claim] = name
            }
        }
    }
}

extension XMLElement {
    /// The first child of the format itself with exactly this name.
    func child(_ name: String) -> XMLElement? { children.first { $0.name == name && $0.namespace == nil } }
}

extension XMLError {
    fileprivate var line: Int {
        switch self {
        case .tooLarge, .documentType: 1
        case .limitExceeded(let line), .malformed(let line): line
        }
    }
}
