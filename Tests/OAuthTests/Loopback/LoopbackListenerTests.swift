import Glibc
import MailCore
import Testing

@testable import OAuth

/// The listener that a browser comes back to, talked to by sockets.
@Suite struct LoopbackListenerTests {
    private static let accept: LoopbackListener.Judge = { target in
        target.hasPrefix("/?code=") ? .success(Secret(String(target.dropFirst(7)))) : target == "/?error" ? .failure(.otherState) : nil
    }

    @Test(arguments: ["127.0.0.1", "::1"])
    func `It answers once, with a page that names nothing`(host: String) async throws {
        let code = try await LoopbackListener.withListener(language: .english) { listener in
            async let code = listener.code(judgedBy: Self.accept)
            let icon = try LoopbackSocket.ask("/favicon.ico", of: host, port: listener.port)
            #expect(icon.hasPrefix("HTTP/1.1 404"))
            let page = try LoopbackSocket.ask("/?code=abcdef", of: host, port: listener.port)
            #expect(page.hasPrefix("HTTP/1.1 200"))
            #expect(page.contains("You are signed in."))
            #expect(page.contains("Cache-Control: no-store"))
            #expect(page.contains("Referrer-Policy: no-referrer"))
            #expect(!page.contains("abcdef"))
            let again = try LoopbackSocket.ask("/?code=other", of: host, port: listener.port)
            #expect(again.hasPrefix("HTTP/1.1 404"))
            return try await code
        }
        #expect(code == Secret("abcdef"))
    }

    @Test func `The page is in the person's language, also when it did not work`() async throws {
        await #expect(throws: OAuthError.otherState) {
            try await LoopbackListener.withListener(language: .simplifiedChinese) { listener in
                async let code = listener.code(judgedBy: Self.accept)
                let page = try LoopbackSocket.ask("/?error", of: "127.0.0.1", port: listener.port)
                #expect(page.hasPrefix("HTTP/1.1 400"))
                #expect(page.contains("登录没有成功。") && page.contains(#"lang="zh-Hans""#))
                return try await code
            }
        }
    }

    @Test(arguments: ["POST", "HEAD", "OPTIONS"])
    func `Only GET is an answer`(method: String) async throws {
        try await LoopbackListener.withListener(language: .english) { listener in
            async let code = listener.code(judgedBy: Self.accept)
            let refused = try LoopbackSocket.ask("/?code=abc", method: method, of: "127.0.0.1", port: listener.port)
            #expect(refused.hasPrefix("HTTP/1.1 404"))
            _ = try LoopbackSocket.ask("/?code=def", of: "127.0.0.1", port: listener.port)
            #expect(try await code == Secret("def"))
        }
    }

    @Test func `Nothing but this computer reaches it`() async throws {
        try await LoopbackListener.withListener(language: .english) { listener in
            let places = try LoopbackSocket.listeners(on: listener.port)
            #expect(!places.isEmpty)
            // As /proc/net/tcp writes 127.0.0.1 and ::1.
            #expect(Set(places).isSubset(of: ["0100007F", "00000000000000000000000001000000"]))
        }
    }

    @Test func `Nothing listens any more in the end, and a taken port is an error`() async throws {
        let port = try await LoopbackListener.withListener(language: .english) { listener in
            await #expect(throws: OAuthError.noListener(port: listener.port)) {
                try await LoopbackListener.withListener(port: listener.port, language: .english) { _ in }
            }
            return listener.port
        }
        #expect(try LoopbackSocket.listeners(on: port).isEmpty)
    }

    @Test func `Waiting ends with the time`() async throws {
        await #expect(throws: DeadlineExceeded.self) {
            try await LoopbackListener.withListener(language: .english) { listener in
                try await withDeadline(.milliseconds(50)) { try await listener.code(judgedBy: Self.accept) }
            }
        }
    }
}
