/// Checks on host names before they reach DNS, TLS or a command.
public enum HostName {
    /// Whether the text is a host name: labels of 1 to 63 letters, digits, hyphens or underscores, at most 253
    /// bytes in all (RFC 1123 §2.1). Letters outside ASCII are allowed for internationalised names.
    public static func isValid(_ name: String) -> Bool {
        guard (1...253).contains(name.utf8.count) else { return false }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isValidLabel)
    }

    private static func isValidLabel(_ label: Substring) -> Bool {
        guard (1...63).contains(label.utf8.count), label.first != "-", label.last != "-" else { return false }
        return label.unicodeScalars.allSatisfy { scalar in
            scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || (scalar.value > 0x7F && scalar.properties.generalCategory.isMarkOrDigit)
        }
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isMarkOrDigit: Bool {
        switch self {
        case .nonspacingMark, .spacingMark, .decimalNumber: true
        default: false
        }
    }
}
