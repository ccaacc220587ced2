import Foundation
import GodwitCommands
import MailTestServers
import Testing

/// What is written for mbsync, read by mbsync itself.
@Suite struct MbsyncExportTests {
    @Test func `mbsync lists and fetches with the exported file`() async throws {
        let setting = try SetupSetting()
        try await DovecotServer.withServer { server in
            for (folder, count) in [("INBOX", 3), ("Work/Contracts", 2)] {
                let messages = (1...count).map { TestMessage("Subject: \($0)\r\n\r\ntext\r\n") }
                try server.mailbox(of: "alice").deliver(messages, to: folder)
            }
            let file = setting.path("mbsyncrc")
            let run = await setting.run(try server.setupArguments(setting) + ["--export", "mbsync", file])
            #expect(run.outcome == .done, "\(run.errors)")
            // What a person has to add: where the password is; and, for this server only, whom to trust.
            let text = try setting.text(file).replacing(
                "#PassCmd \"pass show mail\"",
                with: "PassCmd \"cat \(setting.path("password"))\"\nCertificateFile \(server.certificateAuthorityFile)")
            #expect(text.contains("# Before the first time: mkdir -p ~/Mail/alice@example.org\n"))
            try text.write(toFile: file, atomically: false, encoding: .utf8)
            try FileManager.default.createDirectory(
                atPath: setting.path("Mail/alice@example.org"), withIntermediateDirectories: true)

            let list = try mbsync(["-c", file, "--list", "alice@example.org"], home: setting.folder.path)
            #expect(list.status == 0, "\(list.output)")
            #expect(list.output.split(separator: "\n").contains("INBOX"))
            let pull = try mbsync(["-c", file, "alice@example.org"], home: setting.folder.path)
            #expect(pull.status == 0, "\(pull.output)")
            #expect(try messages(in: "INBOX", of: setting) == 3)
            #expect(try messages(in: "Work/Contracts", of: setting) == 2)
        }
    }

    private func messages(in name: String, of setting: SetupSetting) throws -> Int {
        let folder = setting.path("Mail/alice@example.org/" + name)
        return try ["cur", "new"].reduce(0) { count, part in
            count + (try FileManager.default.contentsOfDirectory(atPath: folder + "/" + part).count)
        }
    }

    private func mbsync(_ arguments: [String], home: String) throws -> (status: Int32, output: String) {
        let program = try UnpackedProgram.mbsync()
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: program.path)
        process.arguments = arguments
        process.environment = ["LD_LIBRARY_PATH": program.libraries, "HOME": home, "PATH": "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }
}
