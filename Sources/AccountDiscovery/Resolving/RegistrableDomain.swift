internal import CPSL
internal import MailCore

/// The domain somebody registered: the part of a host name that says whose server it is.
public enum RegistrableDomain {
    /// `mail.example.co.uk` → `example.co.uk`, by the public suffix list: the system's where it is newer than the one
    /// built into libpsl. Its private section counts as well as ICANN's, because what is below `github.io` belongs to
    /// one customer of GitHub each, and one must not pass for the other. Below a top-level domain that the list does
    /// not have, the last two labels count (its rule `*`).
    ///
    /// The answer is in ASCII (``HostName/ascii(_:)``). An address literal, a single label and a name that is itself a
    /// public suffix are returned as they are.
    public static func of(host: String) -> String {
        let host = host.hasSuffix(".") ? String(host.dropLast()) : host
        guard let name = HostName.ascii(host), !isAddress(name) else { return host.lowercased() }
        // The answer points into the name.
        return unsafe name.withCString { text in
            unsafe psl_registrable_domain(list, text).map { unsafe String(cString: $0) } ?? name
        }
    }

    /// Read once, never changed, and never freed: any number of threads may look into it. Only Swift cannot know that of a
    /// pointer, hence `nonisolated(unsafe)`.
    nonisolated(unsafe) private static let list = unsafe psl_latest(nil)

    private static func isAddress(_ name: String) -> Bool {
        name.split(separator: ".").allSatisfy { $0.allSatisfy(\.isNumber) }
    }
}
