import Foundation

/// IMAP by `openssl s_client`: a client that shares no code with ours.
enum CommandLineIMAP {
    /// Everything the server said. A command is sent when the one before it is answered; the last must be LOGOUT.
    static func dialogue(trusting authorityFile: String, arguments: [String], commands: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = ["s_client", "-quiet", "-verify_return_error", "-CAfile", authorityFile] + arguments
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var answer = ""
        for command in commands {
            input.fileHandleForWriting.write(Data((command + "\r\n").utf8))
            let tag = command.prefix { $0 != " " }
            while !answer.contains("\n\(tag) ") {
                let more = output.fileHandleForReading.availableData
                guard !more.isEmpty else { break }
                answer += String(decoding: more, as: UTF8.self)
            }
        }
        process.waitUntilExit()
        return answer
    }
}

enum TestFiles {
    static func exist(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
