internal import MailCore

extension SandboxHTTPField {
    /// Reads `a=1&b=2`, as in a query or the body of a form (`application/x-www-form-urlencoded`). What is not encoded
    /// well stays as it is.
    static func decoding(form text: Substring) -> [SandboxHTTPField] {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return SandboxHTTPField(decoded(parts.first ?? ""), decoded(parts.count > 1 ? parts[1] : ""))
        }
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = String(text.map { $0 == "+" ? " " : $0 })
        return spaced.removingPercentEncoding() ?? spaced
    }
}
