internal import HTTPFetch

/// The forms of values that documents of the format have.
enum LintValue {
    /// A page that a person can be sent to.
    static func isPage(_ text: String) -> Bool {
        text.hasPrefix("https://") && HTTPURL(text)?.host.contains(".") == true
    }

    /// `YYYY-MM-DD`, on the calendar.
    static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil }
        guard parts.map(\.count) == [4, 2, 2], numbers.count == 3, (1...12).contains(numbers[1]) else { return false }
        let isLeap = numbers[0] % 4 == 0 && (numbers[0] % 100 != 0 || numbers[0] % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[numbers[1] - 1]).contains(numbers[2])
    }

    /// A BCP 47 tag of a language, and perhaps a script or region: `de`, `zh-Hans`, `pt-BR`.
    static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let language = parts.first, (2...3).contains(language.count), parts.count <= 3 else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            && language.allSatisfy(\.isLowercase) && parts.dropFirst().allSatisfy { (2...8).contains($0.count) }
    }

    private static let placeholders = ["%EMAILADDRESS%", "%EMAILLOCALPART%", "%EMAILDOMAIN%", "%REALNAME%"]

    /// Whether every `%` belongs to a placeholder of the format, in capitals.
    static func hasKnownPlaceholders(_ text: String) -> Bool {
        !placeholders.reduce(text) { $0.replacing($1, with: "") }.contains("%")
    }
}
