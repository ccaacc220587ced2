internal import MailCore

/// The placeholders of the autoconfig format (draft-ietf-mailmaint-autoconfig §4).
enum Placeholders {
    /// Fills them in, whatever their case, in one pass: what comes from the address is never read again.
    static func fill(_ template: String, for address: EmailAddress) -> String {
        var result = ""
        var rest = template[...]
        while let start = rest.firstIndex(of: "%") {
            result += rest[..<start]
            rest = rest[start...]
            guard let (placeholder, value) = value(at: rest, for: address) else {
                result.append(rest.removeFirst())
                continue
            }
            result += value
            rest = rest.dropFirst(placeholder.count)
        }
        return result + rest
    }

    private static func value(at text: Substring, for address: EmailAddress) -> (String, String)? {
        let values = [
            ("%EMAILADDRESS%", address.description), ("%EMAILLOCALPART%", address.localPart),
            ("%EMAILDOMAIN%", address.domain),
        ]
        return values.first { text.prefix($0.0.count).uppercased() == $0.0 }
    }
}
