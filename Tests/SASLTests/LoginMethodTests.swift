import SASL
import Testing

@Suite struct LoginMethodTests {
    @Test(arguments: [
        (["PLAIN", "LOGIN"], false, LoginMethod.plain), (["LOGIN", "PLAIN"], true, .plain), (["plain"], false, .plain),
        (["XOAUTH2", "LOGIN"], false, .login), (["Login"], true, .login), (["CRAM-MD5"], false, .loginCommand),
        ([], false, .loginCommand), ([], true, nil), (["XOAUTH2", "PLAIN-CLIENTTOKEN"], true, nil),
    ])
    func choosesTheBestOffer(mechanisms: [String], isLoginCommandDisabled: Bool, expected: LoginMethod?) {
        #expect(LoginMethod.best(mechanisms: mechanisms, isLoginCommandDisabled: isLoginCommandDisabled) == expected)
    }
}
