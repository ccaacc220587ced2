/// A mail address, split at its last `@` (RFC 5321 §4.1.2).
///
/// The domain is kept in the form for the wire, lower case and A-labels (``HostName/ascii(_:)``); the local part is
/// kept as typed, because only its own server may interpret it, and may be of any script (RFC 6531 §3.3). Quoted local
/// parts, address literals and characters that nobody sees are refused: no provider hands them out, and each is a way
/// to smuggle something into a query.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The part before the `@`, at most 64 bytes of UTF-8 (RFC 5321 §4.5.3.1.1, RFC 6531 §3.3).
    public let localPart: String
    /// The part after the `@` in lower case and ASCII, at most 253 bytes.
    public let domain: String

    /// The address for programs: its domain is ASCII.
    public var description: String { "\(localPart)@\(domain)" }

    /// The address for people: safe to show, and its domain in its own script where that cannot deceive.
    public var display: String { "\(DisplayText.clean(localPart))@\(HostName.display(domain))" }

    /// Reads an address a person typed; blanks around it are ignored.
    ///
    /// - Throws: ``EmailAddressError`` that says which part is wrong.
    public init(parsing text: String) throws(EmailAddressError) {
        let trimmed = text.trimmingBlanks()
        guard let at = trimmed.lastIndex(of: "@") else { throw .missingAtSign }
        let local = String(trimmed[..<at])
        var typed = String(trimmed[trimmed.index(after: at)...])
        if typed.hasSuffix(".") { typed.removeLast() }

        guard !local.isEmpty, local.utf8.count <= 64 else { throw .badLocalPart }
        guard local.unicodeScalars.allSatisfy(Self.isAllowedInLocalPart) else { throw .badLocalPart }
        // A domain of numbers is an IP address; no top-level domain is one (RFC 3696 §2).
        guard let domain = HostName.ascii(typed), let dot = domain.lastIndex(of: "."),
            !domain[dot...].dropFirst().allSatisfy(\.isNumber)
        else { throw .badDomain }
        self.localPart = local
        self.domain = domain
    }

    private static func isAllowedInLocalPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x20, 0x7F...0xA0: false
        case 0x200C, 0x200D: true  // joiners, which some scripts spell with
        case ...0x7F: !"\"(),:;<>@[\\]".unicodeScalars.contains(scalar)
        default: DisplayText.isSafe(scalar)
        }
    }
}

/// Why a text is not a mail address.
public enum EmailAddressError: Error, Hashable, Sendable {
    /// There is no `@`.
    case missingAtSign
    /// The part before the `@` is empty, over 64 bytes, or holds a character no address may hold.
    case badLocalPart
    /// The part after the `@` is not a domain name with at least two labels, the last one more than digits.
    case badDomain
}
