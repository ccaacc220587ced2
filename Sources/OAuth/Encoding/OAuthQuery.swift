internal import MailCore

/// The fields behind the question mark of a URL. A name that stands there twice counts as absent: RFC 6749 §3.1 forbids
/// it, and whoever takes the first is fooled by whoever takes the last.
struct OAuthQuery {
    private let fields: [String: String]

    /// Most fields that are looked at (count).
    static let maximumFields = 64

    init(_ text: some StringProtocol) {
        var fields: [String: String] = [:]
        var repeated: Set<String> = []
        for part in text.split(separator: "&").prefix(Self.maximumFields) {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                String($0.map { $0 == "+" ? " " : $0 }).removingPercentEncoding() ?? ""
            }
            guard let name = pair.first else { continue }
            if fields.updateValue(pair.count == 2 ? pair[1] : "", forKey: name) != nil { repeated.insert(name) }
        }
        self.fields = fields.filter { !repeated.contains($0.key) }
    }

    /// Nil when it is not there, or empty.
    subscript(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
}
