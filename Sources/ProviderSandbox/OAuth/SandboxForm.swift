internal import MailCore

/// The fields of a form or a query (`application/x-www-form-urlencoded`). The first of a name counts.
struct SandboxForm {
    let fields: [SandboxHTTPField]

    init(_ fields: [SandboxHTTPField]) { self.fields = fields }

    init(body: [UInt8]) {
        fields = String(decoding: body, as: UTF8.self).split(separator: "&").map { part in
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(Self.decoded)
            return SandboxHTTPField(pair.first ?? "", pair.count == 2 ? pair[1] : "")
        }
    }

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    static func decoded(_ text: some StringProtocol) -> String {
        String(text.map { $0 == "+" ? " " : $0 }).removingPercentEncoding() ?? ""
    }

    static func encoded(_ fields: [(String, String?)]) -> String {
        fields.compactMap { name, value in value.map { "\(name)=\($0.addingPercentEncoding())" } }
            .joined(separator: "&")
    }
}
