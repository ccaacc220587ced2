import MailCore
import Testing

@testable import AccountDiscovery

@Suite struct PlaceholderTests {
    @Test(arguments: [
        ("%EMAILADDRESS%", "alice@example.org"), ("%emailLocalPart%", "alice"),
        ("%EMAILLOCALPART%.%EMAILDOMAIN%", "alice.example.org"), ("%EMAILADDRESS", "%EMAILADDRESS"),
        ("%REALNAME%", "%REALNAME%"), ("100%", "100%"), ("%%EMAILDOMAIN%%", "%example.org%"), ("", ""),
    ])
    func placeholdersAreFilledIn(template: String, expected: String) throws {
        #expect(Placeholders.fill(template, for: try EmailAddress(parsing: "alice@example.org")) == expected)
    }

    @Test func whatTheAddressHoldsIsNotFilledInAgain() throws {
        let address = try EmailAddress(parsing: "%EMAILDOMAIN%@example.org")
        #expect(Placeholders.fill("%EMAILLOCALPART%", for: address) == "%EMAILDOMAIN%")
    }
}
