import MailCore
import Testing

@testable import AccountDiscovery

@Suite struct GreetingDialogueTests {
    @Test func `SMTP tells its extensions`() {
        var dialogue = GreetingDialogue(protocol: .smtp, security: .tls)
        #expect(dialogue.received("220-mail.example.org ESMTP") == .wait)
        #expect(dialogue.received("220 second line") == .send("EHLO [127.0.0.1]"))
        #expect(dialogue.received("250-mail.example.org") == .wait)
        #expect(dialogue.received("250-SIZE 1000") == .wait)
        #expect(dialogue.received("250 AUTH PLAIN") == .finish)
        #expect(dialogue.greeting == "220-mail.example.org ESMTP")
        #expect(dialogue.capabilities == ["SIZE 1000", "AUTH PLAIN"])
    }

    @Test func `POP3 tells its capabilities`() {
        var dialogue = GreetingDialogue(protocol: .pop3, security: .tls)
        #expect(dialogue.received("+OK ready") == .send("CAPA"))
        #expect(dialogue.received("+OK list follows") == .wait)
        #expect(dialogue.received("UIDL") == .wait)
        #expect(dialogue.received(".") == .finish)
        #expect(dialogue.capabilities == ["UIDL"])
    }

    @Test(arguments: [(MailProtocol.pop3, "+OK", "-ERR what"), (.smtp, "220 hi", "502 what")])
    func `A server that tells nothing is there all the same`(kind: MailProtocol, greeting: String, answer: String) {
        var dialogue = GreetingDialogue(protocol: kind, security: .tls)
        _ = dialogue.received(greeting)
        #expect(dialogue.received(answer) == .finish)
        #expect(dialogue.capabilities.isEmpty)
    }

    @Test func `Only what is said after STARTTLS counts`() {
        var dialogue = GreetingDialogue(protocol: .smtp, security: .starttls)
        _ = dialogue.received("220 hi")
        _ = dialogue.received("250-hi")
        #expect(dialogue.received("250 STARTTLS") == .send("STARTTLS"))
        #expect(dialogue.received("220 go ahead") == .startTLS)
        #expect(dialogue.secured() == .send("EHLO [127.0.0.1]"))
        _ = dialogue.received("250-hi")
        #expect(dialogue.received("250 AUTH LOGIN") == .finish)
        #expect(dialogue.capabilities == ["AUTH LOGIN"])
    }

    @Test(arguments: [(MailProtocol.pop3, ["+OK hi", "+OK", "UIDL", "."]), (.smtp, ["220 hi", "250 hi"])])
    func `A server without STARTTLS is not as protected as it was to be`(kind: MailProtocol, lines: [String]) {
        var dialogue = GreetingDialogue(protocol: kind, security: .starttls)
        #expect(lines.map { dialogue.received($0) }.last == .fail(.noSTARTTLS))
    }

    @Test(arguments: [
        (MailProtocol.smtp, "* OK IMAP", GreetingDialogue.Failure.otherService), (.pop3, "220 hi", .otherService),
        (.smtp, "554 go away", .refused("554 go away")), (.pop3, "-ERR no", .refused("-ERR no")),
        (.smtp, "HTTP/1.1 400 Bad", .otherService),
    ])
    func `Other greetings are told apart`(kind: MailProtocol, line: String, failure: GreetingDialogue.Failure) {
        var dialogue = GreetingDialogue(protocol: kind, security: .tls)
        #expect(dialogue.received(line) == .fail(failure))
    }

    @Test(arguments: [(199, false), (200, false), (201, true)])
    func `Lines are limited`(count: Int, isTooMany: Bool) {
        var dialogue = GreetingDialogue(protocol: .smtp, security: .tls)
        let last = (0..<count).map { _ in dialogue.received("220-x") }.last
        #expect(last == (isTooMany ? .fail(.tooManyLines) : .wait))
    }
}
