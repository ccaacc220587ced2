/// A mail address, split at its last `@` (RFC 5321 §4.1.2).
///
/// The domain is kept in lower case; the local part is kept as typed, because only its own server may
/// interpret it. Quoted local parts, address literals and control characters are refused: no provider hands
/// them out, and each is a way to smuggle something into a query.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The part before the `@`, at most 64 bytes (RFC 5321 §4.5.3.1.1).
    public let localPart: String
    /// The part after the `@` in lower case, at most 253 bytes.
    public let domain: String

    /// The address as it is written.
    public var description: String { "\(localPart)@\(domain)" }

    /// Reads an address a person typed; blanks around it are ignored.
    ///
    /// - Throws: ``EmailAddressError`` that says which part is wrong.
    public init(parsing text: String) throws(EmailAddressError) {
        let trimmed = text.trimmingBlanks()
        guard let at = trimmed.lastIndex(of: "@") else { throw .missingAtSign }
        let local = String(trimmed[..<at])
        var domain = trimmed[trimmed.index(after: at)...].lowercased()
        if domain.hasSuffix(".") { domain.removeLast() }

        guard !local.isEmpty, local.utf8.count <= 64 else { throw .badLocalPart }
        guard local.unicodeScalars.allSatisfy(Self.isAllowedInLocalPart) else { throw .badLocalPart }
        // A domain of numbers is an IP address; no top-level domain is one (RFC 3696 §2).
        guard HostName.isValid(domain), let dot = domain.lastIndex(of: "."),
            !domain[dot...].dropFirst().allSatisfy(\.isNumber)
        else { throw .badDomain }
        self.localPart = local
        self.domain = domain
    }

    private static func isAllowedInLocalPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x20, 0x7F...0xA0: false
        default: !"\"(),:;<>@[\\]".unicodeScalars.contains(scalar)
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
