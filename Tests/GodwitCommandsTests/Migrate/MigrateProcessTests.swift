import FoundationEssentials
import Glibc
import GodwitCommands
import MailTestServers
import Testing

/// What can be done only to a whole process.
@Suite(.serialized) struct MigrateProcessTests {
    @Test func `Killed again and again, it loses nothing and doubles nothing`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 200, largeAttachment: 2_000_000).write(to: pair.oldMail)
            let arguments = try pair.migrateArguments("--progress", "json")
            var generator = SeededGenerator(seed: 20)
            var killed = 0
            for _ in 1...5 {
                let process = try ProgramProcess(arguments, folder: pair.folder)
                for _ in 1...Int.random(in: 1...12, using: &generator) { _ = process.nextLine() }
                process.send(signal: SIGKILL)
                if process.finish().code == 128 + SIGKILL { killed += 1 }
            }
            #expect(killed > 1)
            let last = try ProgramProcess(arguments, folder: pair.folder).finish()
            #expect(last.code == Outcome.done.rawValue, "\(last.errors)")
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `Ctrl-C ends in good order, and the same command goes on`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 300, largeAttachment: 4_000_000).write(to: pair.oldMail)
            let arguments = try pair.migrateArguments("--progress", "json")
            let process = try ProgramProcess(arguments, folder: pair.folder)
            #expect(process.nextLine()?.contains("planned") == true)
            process.send(signal: SIGINT)
            let interrupted = process.finish()
            #expect(interrupted.code == Outcome.interrupted.rawValue)
            #expect(interrupted.lastLine.contains(#""outcome":"interrupted""#))
            #expect(interrupted.errors.contains("Run the same command to continue."))

            let second = try ProgramProcess(arguments, folder: pair.folder).finish()
            #expect(second.code == Outcome.done.rawValue, "\(second.errors)")
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    /// The servers never greet, so that what is under way cannot end by itself.
    @Test func `Ctrl-C twice leaves at once`() throws {
        let folder = try TemporaryFolder()
        let password = folder.path + "/password"
        try "secret".write(toFile: password, atomically: true, encoding: .utf8)
        let old = try SilentPort()
        let new = try SilentPort()
        let process = try ProgramProcess(
            [
                "migrate", "--from", "imap://a@127.0.0.1:\(old.port)", "--to", "imap://b@127.0.0.1:\(new.port)",
                "--allow-plaintext", "--from-password-file", password, "--to-password-file", password,
                "--journal", folder.path + "/journal.sqlite", "--language", "en",
            ], folder: folder, errorsWithOutput: true)
        try old.withClient {
            process.send(signal: SIGINT)
            var words = process.nextLine()
            while let line = words, line.isEmpty { words = process.nextLine() }
            #expect(words?.contains("press Ctrl-C again to stop at once") == true)
            #expect(words?.contains("Run the same command to continue.") == true)
            process.send(signal: SIGINT)
            #expect(process.finish().code == Outcome.interrupted.rawValue)
        }
    }

    @Test func `A full disk under the journal is told in one sentence, and loses nothing`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 300, largeAttachment: 0).write(to: pair.oldMail)
            let arguments = try pair.migrateArguments()
            let full = try ProgramProcess(arguments, fileBlocks: 120, folder: pair.folder).finish()
            #expect(full.code == Outcome.limitReached.rawValue, "\(full.errors)")
            let words = full.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("is full; copying has stopped and nothing is lost."))
            #expect(words.contains("run the same command again"))

            let second = try ProgramProcess(arguments, folder: pair.folder).finish()
            #expect(second.code == Outcome.done.rawValue, "\(second.errors)")
            #expect(try pair.difference().description == "nothing differs")
        }
    }
}
