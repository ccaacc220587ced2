internal import FoundationEssentials
import Glibc

/// A proxy of another author on 127.0.0.1: microsocks for SOCKS 5, tinyproxy for CONNECT.
package enum ProxyServer {
    package enum Kind: String, Sendable, CaseIterable {
        case socks5, http
    }

    /// Runs a proxy for the time of `body`, which gets its port.
    ///
    /// - Parameters:
    ///   - login: whom it lets in; nil is everybody.
    ///   - ports: to which it connects, where it can be told (CONNECT); nil is all.
    package static func run<Value: Sendable>(
        _ kind: Kind, login: (name: String, password: String)? = nil, ports: [UInt16]? = nil,
        _ body: (UInt16) async throws -> Value
    ) async throws -> Value {
        let folder = try TemporaryFolder()
        let port = try FreePorts.choose().imap
        let program: UnpackedProgram
        var arguments: [String]
        switch kind {
        case .socks5:
            program = try .unpacked("/usr/bin/microsocks")
            arguments = ["-i", "127.0.0.1", "-p", "\(port)"]
            if let login { arguments += ["-u", login.name, "-P", login.password] }
        case .http:
            program = try .unpacked("/usr/bin/tinyproxy")
            let settings = folder.path + "/tinyproxy.conf"
            try configuration(port, login, ports).write(toFile: settings, atomically: true, encoding: .utf8)
            arguments = ["-d", "-c", settings]
        }
        let process = try ProgramProcess(
            arguments, of: program.path, folder: folder, environment: ["LD_LIBRARY_PATH": program.libraries])
        let result: Result<Value, any Error>
        do {
            guard try await LoopbackProbe.waitUntilListening(port: port) else {
                throw TestServerError.didNotStart(log: "\(kind.rawValue) proxy")
            }
            result = .success(try await body(port))
        } catch {
            result = .failure(error)
        }
        process.send(signal: SIGKILL)
        _ = process.finish()
        return try result.get()
    }

    private static func configuration(
        _ port: UInt16, _ login: (name: String, password: String)?, _ ports: [UInt16]?
    ) -> String {
        let lines =
            ["Port \(port)", "Listen 127.0.0.1", "Timeout 60", "LogLevel Critical"]
            + (login.map { ["BasicAuth \($0.name) \($0.password)"] } ?? [])
            + (ports ?? []).map { "ConnectPort \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
