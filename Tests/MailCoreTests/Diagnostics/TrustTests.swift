import MailCore
import Testing

@Suite struct TrustTests {
    @Test(arguments: [
        (Trust.trusted, Trust.trusted, Trust.trusted), (.trusted, .unverified([.guessed]), .unverified([.guessed])),
        (.unverified([.guessed]), .unverified([.plainHTTP]), .unverified([.guessed, .plainHTTP])),
        (.unverified([.guessed]), .unverified([.guessed]), .unverified([.guessed])),
        (.trusted, .unverified([]), .unverified([])),
    ])
    func doubtsAddUp(first: Trust, second: Trust, expected: Trust) {
        #expect(first.combined(with: second) == expected)
        #expect(second.combined(with: first) == expected)
    }
}
