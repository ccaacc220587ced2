internal import CIDN

/// Host names before they reach DNS, TLS, HTTP or a command. Internationalised names are A-labels there
/// (`xn--fsqu00a.example`, RFC 5890 §2.3.2.1); ``display(_:)`` has the form for people.
public enum HostName {
    /// Most bytes of a name, and of a label (RFC 1035 §2.3.4). A name has no dot at its end.
    static let maximumLength = 253
    static let maximumLabel = 63
    /// Longest text that is mapped: as many characters as a name has bytes, each of at most four bytes.
    static let maximumText = 4 * maximumLength

    /// The name for the wire: lower case, and A-labels made by IDNA2008 after the mapping of UTS 46
    /// (non-transitional, so that `straße` is not `strasse`). Nil when it is no host name: labels of 1 to 63 letters,
    /// digits, hyphens or underscores, at most 253 bytes in all (RFC 1123 §2.1).
    ///
    /// A name that is ASCII already is taken as it is, even where its A-labels stand for nothing: DNS does not mind.
    public static func ascii(_ name: String) -> String? {
        guard name.utf8.count <= maximumText else { return nil }
        let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
        guard let mapped = isASCII ? name.lowercased() : lookupForm(of: name) else { return nil }
        let labels = mapped.split(separator: ".", omittingEmptySubsequences: false)
        // Checked after mapping, which turns other dots into dots and `℀` into `a/c`.
        return mapped.utf8.count <= maximumLength && labels.allSatisfy(isValidLabel) ? mapped : nil
    }

    /// Whether ``ascii(_:)`` gives a name.
    public static func isValid(_ name: String) -> Bool { ascii(name) != nil }

    private static func isValidLabel(_ label: Substring) -> Bool {
        guard (1...maximumLabel).contains(label.utf8.count), label.first != "-", label.last != "-" else { return false }
        return label.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// What libidn2 would ask DNS for; nil when IDNA2008 does not allow the name.
    private static func lookupForm(of name: String) -> String? {
        // C would take a NUL for the end.
        guard !name.utf8.contains(0) else { return nil }
        var result: UnsafeMutablePointer<UInt8>?
        defer { unsafe idn2_free(result) }
        let status = unsafe idn2_lookup_u8(name, &result, godwit_idn_flags)
        guard status == IDN2_OK.rawValue else { return nil }
        return unsafe result.map { unsafe String(cString: $0) }
    }

    /// The U-label of an A-label (RFC 5890 §2.3.2.1); nil unless each is what the other converts to.
    static func unicodeForm(of label: String) -> String? {
        var result: UnsafeMutablePointer<CChar>?
        defer { unsafe idn2_free(result) }
        let status = unsafe idn2_to_unicode_8z8z(label, &result, godwit_idn_flags)
        guard status == IDN2_OK.rawValue, let text = unsafe result.map({ unsafe String(cString: $0) }),
            lookupForm(of: text) == label
        else { return nil }
        return text
    }
}
