internal import Foundation

/// A program of the system that shares no line with ours: `curl`, `python3`, `mbsync`.
package enum ExternalProgram {
    /// What a run of it ended with.
    package struct Result: Sendable {
        package let code: Int32
        package let output: String
        package let errors: String
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - program: is looked for in the PATH.
    ///   - input: what it reads.
    package static func run(_ program: String, _ arguments: [String], input: String = "") throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let folder = try TemporaryFolder()
        let errors = folder.path + "/errors"
        _ = FileManager.default.createFile(atPath: errors, contents: nil)
        let (reading, writing) = (Pipe(), Pipe())
        process.standardInput = writing
        process.standardOutput = reading
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        try writing.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try writing.fileHandleForWriting.close()
        let output = try reading.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: FileManager.default.contents(atPath: errors) ?? Data(), as: UTF8.self))
    }

    /// The output of a run that has to succeed.
    package static func output(of program: String, _ arguments: [String], input: String = "") throws -> String {
        let result = try run(program, arguments, input: input)
        guard result.code == 0 else {
            throw TestServerError.setUp("\(program) ended with \(result.code): \(result.errors)\(result.output)")
        }
        return result.output
    }
}
