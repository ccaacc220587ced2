import MailTestServers
import NIOCore
import Testing

@testable import ProviderSandbox

/// By Python's `poplib`, which shares no line with the server.
@Suite struct POP3ServerTests {
    private let messages = [
        "Subject: one\r\n\r\n.dot\r\n..two\r\nlast", "Subject: two\r\n\r\nline 1\r\nline 2\r\nline 3\r\n",
    ]

    private func run<Value: Sendable>(
        _ bench: ServiceBench, _ configuration: POP3ServerConfiguration = POP3ServerConfiguration(),
        _ body: (ServiceBench.Ports) async throws -> Value
    ) async throws -> Value {
        let server = POP3Server(configuration, store: bench.store, authenticator: ServiceBench.passwords)
        return try await bench.run(
            { try server.addHandler(to: $0, isSecure: $1, startTLS: $2) }, body)
    }

    @Test func `Messages are listed, read and deleted over TLS`() async throws {
        let bench = try ServiceBench(messages)
        try await run(bench) { ports in
            let output = try bench.python(
                """
                import poplib
                pop = poplib.POP3_SSL('localhost', TLS, context=context)
                pop.user('alice@example.org'); pop.pass_('secret')
                print(pop.stat()[0], pop.list()[1], len(pop.uidl()[1]))
                print(pop.retr(1)[1])
                print(pop.top(2, 1)[1])
                pop.dele(1); pop.rset(); pop.dele(2)
                print(pop.list()[1])
                print(pop.quit())
                """, ports)
            #expect(
                output == """
                    2 [b'1 33', b'2 40'] 2
                    [b'Subject: one', b'', b'.dot', b'..two', b'last']
                    [b'Subject: two', b'', b'line 1']
                    [b'1 33']
                    b'+OK Bye.'

                    """)
        }
        #expect(try bench.account.read(.inbox) { $0.messages.map(\.size) } == [33])
    }

    @Test func `Without TLS there is no login, and with STLS there is`() async throws {
        let bench = try ServiceBench(messages)
        try await run(bench) { ports in
            let output = try bench.python(
                """
                import poplib
                pop = poplib.POP3('localhost', PLAIN)
                print(sorted(pop.capa()))
                try: pop.user('alice@example.org')
                except poplib.error_proto as error: print(error)
                pop.stls(context)
                print(sorted(pop.capa()))
                pop.user('alice@example.org')
                try: pop.pass_('wrong')
                except poplib.error_proto as error: print(error)
                pop.user('alice@example.org'); print(pop.pass_('secret'))
                """, ports)
            #expect(
                output == """
                    ['AUTH-RESP-CODE', 'EXPIRE', 'PIPELINING', 'RESP-CODES', 'STLS', 'TOP', 'UIDL']
                    b'-ERR Log in over TLS only.'
                    ['AUTH-RESP-CODE', 'EXPIRE', 'PIPELINING', 'RESP-CODES', 'SASL', 'TOP', 'UIDL', 'USER']
                    b'-ERR [AUTH] Authentication failed.'
                    b'+OK 2 messages.'

                    """)
        }
    }

    @Test func `APOP proves a password without showing it`() async throws {
        let bench = try ServiceBench()
        var configuration = POP3ServerConfiguration()
        configuration.offersAPOP = true
        try await run(bench, configuration) { ports in
            let output = try bench.python(
                """
                import poplib
                for password in ('wrong', 'secret'):
                    pop = poplib.POP3('localhost', PLAIN)
                    try: print(pop.apop('alice@example.org', password))
                    except poplib.error_proto as error: print(error)
                    pop.quit()
                """, ports)
            #expect(output == "b'-ERR [AUTH] Authentication failed.'\nb'+OK 0 messages.'\n")
        }
    }

    @Test func `curl reads the list, by AUTH`() async throws {
        let bench = try ServiceBench(messages)
        try await run(bench) { ports in
            let output = try ExternalProgram.output(
                of: "curl",
                [
                    "-s", "--cacert", bench.certificateAuthorityFile, "--login-options", "AUTH=PLAIN", "-u",
                    "alice@example.org:secret", "pop3s://localhost:\(ports.tls)/2",
                ])
            #expect(output == messages[1])
        }
    }

    @Test func `One session at a time, and not too often`() throws {
        let bench = try ServiceBench()
        var configuration = POP3ServerConfiguration()
        configuration.loginDelay = 60
        let server = POP3Server(
            configuration, store: bench.store, authenticator: ServiceBench.passwords, now: { 1_000 })
        let first = try server.open("alice@example.org")
        #expect(throws: POP3Refusal.self) { _ = try server.open("alice@example.org") }
        server.close(first)
        do {
            _ = try server.open("alice@example.org")
            Issue.record("opened")
        } catch { #expect(error.words == "[LOGIN-DELAY] Wait 60 seconds.") }
    }

    @Test func `What was retrieved is hidden the next time where the provider does so`() throws {
        let bench = try ServiceBench(messages)
        var configuration = POP3ServerConfiguration()
        configuration.hidesRetrieved = true
        let server = POP3Server(configuration, store: bench.store, authenticator: ServiceBench.passwords)
        var maildrop = try server.open("alice@example.org")
        maildrop.noteRetrieved(try #require(maildrop.message(1)))
        server.close(maildrop)
        #expect(try server.open("alice@example.org").count == 1)
        #expect(try bench.account.read(.inbox) { $0.messages.count } == 2)
    }

    @Test(arguments: [
        ("", ".\r\n"), ("a", "a\r\n.\r\n"), ("a\r\n", "a\r\n.\r\n"), (".", "..\r\n.\r\n"),
        ("a\n.b\r\n", "a\n.b\r\n.\r\n"), ("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"),
    ]) func `Dots are put before dots`(message: String, wire: String) {
        #expect(String(buffer: ByteBuffer(string: message).dotStuffed()) == wire)
    }

    @Test func `A line at the limit is read, a longer one is refused, and the next one is read again`() async throws {
        let bench = try ServiceBench()
        var configuration = POP3ServerConfiguration()
        configuration.longestLine = 100
        try await run(bench, configuration) { ports in
            let output = try bench.python(
                """
                import socket
                line = socket.create_connection(('localhost', PLAIN))
                file = line.makefile('rwb')
                file.readline()
                for size in (100, 101, 100000):
                    file.write(b'NOOP ' + b'x' * (size - 5) + b'\\r\\n'); file.flush()
                    print(file.readline())
                file.write(b'NOOP\\r\\n'); file.flush(); print(file.readline())
                """, ports)
            let tooLong = "b'-ERR The line is too long, or no text.\\r\\n'\n"
            #expect(output == "b'+OK \\r\\n'\n" + tooLong + tooLong + "b'+OK \\r\\n'\n")
        }
    }
}
