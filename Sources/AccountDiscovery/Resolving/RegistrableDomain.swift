/// The domain somebody registered: the part of a host name that says whose server it is.
public enum RegistrableDomain {
    /// `mail.example.co.uk` → `example.co.uk`. Decided by a rule, not by the Public Suffix List: below a
    /// country's domain, a registry's usual category (`com`, `co`, `ac` …) belongs to the suffix. An address
    /// literal and a single label are returned as they are.
    public static func of(host: String) -> String {
        let labels = host.lowercased().split(separator: ".")
        let isAddress = host.contains(":") || labels.allSatisfy { $0.allSatisfy(\.isNumber) }
        guard !isAddress, labels.count > 2 else { return host.lowercased() }
        let hasCategory = labels[labels.count - 1].count == 2 && categories.contains(labels[labels.count - 2])
        return labels.suffix(hasCategory ? 3 : 2).joined(separator: ".")
    }

    private static let categories: Set<Substring> = [
        "ac", "co", "com", "edu", "go", "gob", "gov", "mil", "ne", "net", "nom", "or", "org",
    ]
}
