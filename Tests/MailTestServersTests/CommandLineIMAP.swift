import Foundation
import MailTestServers

/// IMAP by `openssl s_client`: a client that shares no code with ours.
enum CommandLineIMAP {
    /// Everything the server said. The last command must be LOGOUT.
    static func dialogue(with server: DovecotServer, arguments: [String], commands: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments =
            ["s_client", "-quiet", "-verify_return_error", "-CAfile", server.certificateAuthorityFile]
            + arguments
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        input.fileHandleForWriting.write(Data((commands.joined(separator: "\r\n") + "\r\n").utf8))
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: answer, as: UTF8.self)
    }
}

enum TestFiles {
    static func exist(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
