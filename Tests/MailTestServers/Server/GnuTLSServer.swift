import Glibc

/// `gnutls-serv`: TLS by a library that shares no line with OpenSSL, and which tells what it has found.
package enum GnuTLSServer {
    /// Runs a server for the time of `body`, which gets its port.
    ///
    /// - Returns: also what the server says of its connections.
    package static func run<Value: Sendable>(
        _ certificate: TestCertificateFiles, _ body: (UInt16) async throws -> Value
    ) async throws -> (value: Value, output: [String]) {
        let program = try UnpackedProgram.unpacked("/usr/bin/gnutls-serv")
        let port = try FreePorts.choose().imaps
        let folder = try TemporaryFolder()
        let process = try ProgramProcess(
            [
                "--echo", "--port", "\(port)", "--x509keyfile", certificate.keyFile, "--x509certfile",
                certificate.certificateFile,
            ], of: program.path, folder: folder, errorsWithOutput: true,
            environment: [
                "LD_LIBRARY_PATH": program.libraries, "LOOPBACK_ONLY": "1",
                "LD_PRELOAD": try TestSupportFiles.requireUnpacked("/usr/bin/gnutls-serv") + "/usr/lib/confine.so",
            ])
        var output: [String] = []
        while output.last?.contains("done") != true {
            guard let line = process.nextLine() else {
                throw TestServerError.didNotStart(log: output.joined(separator: "\n"))
            }
            output.append(line)
        }
        let result: Result<Value, any Error>
        do { result = .success(try await body(port)) } catch { result = .failure(error) }
        // Asked to end, it writes what it still has to say.
        process.send(signal: SIGTERM)
        while let line = process.nextLine() { output.append(line) }
        _ = process.finish()
        return (try result.get(), output)
    }
}
