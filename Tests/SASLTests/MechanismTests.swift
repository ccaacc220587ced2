import MailCore
import SASL
import Testing

@Suite struct MechanismTests {
    private func text(_ response: Secret) -> String {
        response.withBytes { String(decoding: copy $0, as: UTF8.self) }
    }

    /// The first example of RFC 4616 §4 without its authorization identity, and what people type.
    @Test(arguments: [
        ("tim", "tanstaaftanstaaf", "AHRpbQB0YW5zdGFhZnRhbnN0YWFm"), ("test", "test", "AHRlc3QAdGVzdA=="),
        ("a@b.org", "q\" \\{3}", "AGFAYi5vcmcAcSIgXHszfQ=="), ("王", "密码", "AOeOiwDlr4bnoIE="), ("tim", "", "AHRpbQA="),
    ])
    func plainHoldsUserAndPassword(username: String, password: String, encoded: String) throws {
        #expect(text(try SASLPlain.response(username: username, secret: Secret(password))) == encoded)
    }

    @Test func loginAnswersInTurn() throws {
        let answers = try SASLLogin.answers(username: "tim", secret: Secret("tanstaaf"))
        #expect(answers.map(text) == ["dGlt", "dGFuc3RhYWY="])
    }

    @Test(arguments: [("t\0m", "secret"), ("tim", "se\0cret"), ("\0", ""), ("tim", "secret\0")])
    func refusesNUL(username: String, password: String) {
        let secret = Secret(password)
        #expect(throws: SASLError.nulInCredentials) { try SASLPlain.response(username: username, secret: secret) }
        #expect(throws: SASLError.nulInCredentials) { try SASLLogin.answers(username: username, secret: secret) }
    }

    @Test func responsesAreSecrets() throws {
        let response = try SASLPlain.response(username: "tim", secret: Secret("tanstaaftanstaaf"))
        #expect("\(response)" == "‹secret›")
    }
}
