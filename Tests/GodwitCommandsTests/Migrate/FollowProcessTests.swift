import Glibc
import GodwitCommands
import MailTestServers
import Testing

/// `migrate --follow`, as a process that gets a real Ctrl-C.
@Suite struct FollowProcessTests {
    @Test func `Ctrl-C while it waits is the end of a whole migration`() async throws {
        try await ServerPair.run { pair in
            let message = TestMessage("Subject: new\r\n\r\nnews\r\n")
            try pair.oldMail.deliver([message])
            let process = try ProgramProcess(
                try pair.migrateArguments("--follow", "--progress", "json"), folder: pair.folder)
            Self.readLines(of: process, upTo: #""event":"following""#)
            try pair.oldMail.deliver([message, message])
            Self.readLines(of: process, upTo: #""event":"copied""#)
            Self.readLines(of: process, upTo: #""event":"following""#)
            process.send(signal: SIGINT)
            let end = process.finish()
            #expect(end.code == Outcome.done.rawValue, "\(end.errors)")
            #expect(end.lastLine.contains(#""outcome":"complete""#))
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    private static func readLines(of process: ProgramProcess, upTo text: String) {
        while let line = process.nextLine() {
            if line.contains(text) { return }
        }
        Issue.record("it ended before it said \(text)")
    }
}
