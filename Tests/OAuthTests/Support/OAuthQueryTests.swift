import Testing

@testable import OAuth

@Suite struct OAuthQueryTests {
    @Test(arguments: [
        ("a=1&b=2", "1"), ("a=%41+b", "A b"), ("a", nil), ("a=", nil), ("", nil), ("a=1&a=1", nil), ("b=2&a=1&", "1"),
        ("a=%4", nil), ("a==", "="),
    ])
    func `A field is decoded, and counts once`(text: String, value: String?) {
        #expect(OAuthQuery(text)["a"] == value)
    }

    /// At the edge of ``OAuthQuery/maximumFields``.
    @Test func `Only so many fields are looked at`() {
        for (count, isSeen) in [(OAuthQuery.maximumFields - 1, true), (OAuthQuery.maximumFields, false)] {
            let text = (0..<count).map { "f\($0)=x" }.joined(separator: "&") + "&a=1"
            #expect((OAuthQuery(text)["a"] != nil) == isSeen)
        }
    }
}
