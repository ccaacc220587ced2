@testable import MailTestServers
import Testing

@Suite struct DialogueMachineTests {
    @Test func `Tags are bound by name and come back at the begin of lines only`() throws {
        var machine = DialogueMachine(
            try Dialogue(
                """
                S: * OK TAG1 ready
                C: TAG1 NOOP
                C: TAG2 LIST ...
                S: TAG2 OK TAG2 listed
                S: TAG1 OK done
                """))
        #expect(machine.proceed() == [.send(Array("* OK TAG1 ready\r\n".utf8))])
        #expect(machine.received("a NOOP") == [])
        #expect(
            machine.received("b LIST \"\" *") == [
                .send(Array("b OK TAG2 listed\r\n".utf8)), .send(Array("a OK done\r\n".utf8)),
            ])
        #expect(machine.unfinished == nil)
    }

    @Test(arguments: [
        ("C: TAG NOOP", "a NOOP extra"), ("C: TAG NOOP", "NOOP"), ("C: x", "y"), ("C: TAG ID ...", "a NOOP"),
        ("S: bye", "a NOOP"), ("logout", "a NOOP"),
    ])
    func `A line that was not expected fails the dialogue`(script: String, line: String) throws {
        var machine = DialogueMachine(try Dialogue(script))
        _ = machine.proceed()
        guard case .fail(_, let received)? = machine.received(line).first else {
            Issue.record("\(line) passed")
            return
        }
        #expect(received == line)
    }

    @Test func `Raw bytes are sent as they are written`() throws {
        var machine = DialogueMachine(try Dialogue(#"raw: a\r\n\0\xfF\\"#))
        #expect(machine.proceed() == [.send([97, 13, 10, 0, 255, 92])])
    }

    @Test(arguments: ["hello", "S:", #"raw: \q"#, #"raw: \xZZ"#])
    func `A script with a line that is no step is refused`(script: String) {
        #expect(throws: DialogueError.self) { _ = try Dialogue(script) }
    }
}
