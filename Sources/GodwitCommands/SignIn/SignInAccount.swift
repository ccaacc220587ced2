internal import MailCore

/// Whose sign-in it is: one person's, or, for administrators, everybody's in a domain (`@example.org`).
struct SignInAccount {
    /// Nil for a whole domain.
    let address: EmailAddress?
    let domain: String

    /// - Throws: `EmailAddressError`.
    init(parsing text: String) throws(EmailAddressError) {
        if text.trimmingBlanks().hasPrefix("@") {
            address = nil
            domain = try EmailAddress(parsing: "postmaster" + text.trimmingBlanks()).domain
        } else {
            let address = try EmailAddress(parsing: text)
            self.address = address
            domain = address.domain
        }
    }

    /// Its name in the store.
    var key: String { address?.description ?? "@" + domain }

    var display: String { address?.display ?? "@" + HostName.display(domain) }
}
