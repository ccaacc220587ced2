internal import MailCore
internal import MailTransport

/// What may be in an export at all, whatever the format.
enum ExportValue {
    /// Longest value, in bytes of UTF-8: msmtp reads lines of 500.
    static let longest = 400

    /// Nothing that ends a line, in any program's opinion, and nothing that XML cannot hold (XML 1.0 §2.2).
    static func check(_ text: String) throws(ExportError) {
        guard text.utf8.count <= longest, text.unicodeScalars.allSatisfy(isPrintable) else {
            throw .unusableValue(DisplayText.clean(text))
        }
    }

    /// A host name for the wire, or an address: neither has a character that any format minds.
    static func check(host: String) throws(ExportError) {
        guard HostName.ascii(host) == host || HostAddress(host) != nil else {
            throw .unusableValue(DisplayText.clean(host))
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
        default: true
        }
    }
}

extension ServerSettings {
    /// The host as it stands in a URL (RFC 3986 §3.2.2).
    var hostInURL: String { host.contains(":") ? "[\(host)]" : host }

    /// Whether an access token is the only way in.
    var takesOnlyOAuth: Bool { !authentication.isEmpty && authentication.allSatisfy { $0 == .oauth2 } }

    /// Whether mail is taken without a login.
    var needsNoLogin: Bool { !authentication.isEmpty && authentication.allSatisfy { $0 == .none } }
}

extension EmailAddress {
    /// The address as a name in files and of files: letters, digits, `-._~@` and `%XX`.
    var asName: String { description.addingPercentEncoding().replacing("%40", with: "@") }
}
