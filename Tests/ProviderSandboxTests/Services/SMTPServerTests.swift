import MailTestServers
import NIOCore
import ProviderSandbox
import Testing

/// By Python's `smtplib`, which shares no line with the server.
@Suite struct SMTPServerTests {
    private func run<Value: Sendable>(
        _ bench: ServiceBench, _ configuration: SMTPServerConfiguration = SMTPServerConfiguration(),
        authenticator: any SandboxAuthenticator = ServiceBench.passwords,
        _ body: (ServiceBench.Ports) async throws -> Value
    ) async throws -> Value {
        let server = SMTPServer(configuration, store: bench.store, authenticator: authenticator)
        return try await bench.run({ try server.addHandler(to: $0, isSecure: $1, startTLS: $2) }, body)
    }

    @Test func `A message arrives byte by byte`() async throws {
        let bench = try ServiceBench()
        try await run(bench) { ports in
            let output = try bench.python(
                """
                import smtplib
                with smtplib.SMTP_SSL('localhost', TLS, context=context) as smtp:
                    smtp.login('alice@example.org', 'secret')
                    print(smtp.sendmail('alice@example.org', ['alice@example.org', 'nobody@example.org'],
                        b'Subject: dots\\r\\n\\r\\n.\\r\\n..\\r\\n' + b'x' * 50000 + b'\\r\\n'))
                """, ports)
            #expect(output.contains("550"))
        }
        let stored = try bench.account.read(.inbox) { $0.messages.map { String(buffer: $0.bytes) } }
        #expect(stored == ["Subject: dots\r\n\r\n.\r\n..\r\n" + String(repeating: "x", count: 50_000) + "\r\n"])
    }

    @Test func `Nothing is taken without a login, and no login without TLS`() async throws {
        let bench = try ServiceBench()
        try await run(bench) { ports in
            let output = try bench.python(
                """
                import smtplib
                smtp = smtplib.SMTP('localhost', PLAIN)
                smtp.ehlo()
                print(sorted(smtp.esmtp_features))
                print(smtp.mail('alice@example.org')[0], smtp.docmd('AUTH', 'PLAIN')[0])
                smtp.starttls(context=context); smtp.ehlo()
                print(sorted(smtp.esmtp_features))
                print(smtp.mail('alice@example.org'))
                try: smtp.login('alice@example.org', 'wrong')
                except smtplib.SMTPAuthenticationError as error: print(error)
                print(smtp.login('alice@example.org', 'secret'))
                print(smtp.mail('bob@example.org')[0], smtp.data if smtp.docmd('DATA')[0] == 354 else 'no')
                print(smtp.mail('alice@example.org')[0], smtp.rset()[0], smtp.rcpt('alice@example.org')[0], smtp.quit()[0])
                """, ports)
            #expect(
                output == """
                    ['8bitmime', 'enhancedstatuscodes', 'pipelining', 'size', 'starttls']
                    530 530
                    ['8bitmime', 'auth', 'enhancedstatuscodes', 'pipelining', 'size']
                    (530, b'5.7.0 Authentication required')
                    (535, b'5.7.8 Authentication credentials invalid')
                    (235, b'2.7.0 Authentication successful')
                    553 no
                    250 250 503 221

                    """)
        }
    }

    @Test func `A message may be as large as was said`() async throws {
        let bench = try ServiceBench()
        var configuration = SMTPServerConfiguration()
        configuration.size = 1_000
        try await run(bench, configuration) { ports in
            let output = try bench.python(
                """
                import smtplib
                smtp = smtplib.SMTP_SSL('localhost', TLS, context=context)
                smtp.login('alice@example.org', 'secret')
                print(smtp.mail('alice@example.org', ['SIZE=1001'])[0], smtp.mail('alice@example.org', ['SIZE=1000'])[0])
                smtp.rset()
                for size in (999, 1000, 1001, 100000):
                    smtp.mail('alice@example.org'); smtp.rcpt('alice@example.org')
                    print(smtp.data(b'x' * (size - 2) + b'\\r\\n')[0])
                """, ports)
            #expect(output == "552 250\n250\n250\n552\n552\n")
        }
        #expect(try bench.account.read(.inbox) { $0.messages.map(\.size) } == [999, 1_000])
    }

    @Test func `A token is refused in two steps`() async throws {
        let bench = try ServiceBench()
        var configuration = SMTPServerConfiguration()
        configuration.mechanisms = ["XOAUTH2", "OAUTHBEARER"]
        try await run(bench, configuration, authenticator: OneToken()) { ports in
            let output = try bench.python(
                """
                import smtplib, base64
                smtp = smtplib.SMTP_SSL('localhost', TLS, context=context); smtp.ehlo()
                def said(text): return base64.b64encode(text.encode()).decode()
                for token in ('old', 'new'):
                    print(smtp.docmd('AUTH', 'XOAUTH2 ' + said(f'user=alice@example.org\\1auth=Bearer {token}\\1\\1'))[0])
                    if token == 'old': print(smtp.docmd('')[0])
                smtp = smtplib.SMTP_SSL('localhost', TLS, context=context); smtp.ehlo()
                print(smtp.docmd('AUTH', 'OAUTHBEARER ' + said('n,a=alice@example.org,\\1auth=Bearer new\\1\\1'))[0])
                """, ports)
            #expect(output == "334\n535\n235\n235\n")
        }
    }

    private struct OneToken: SandboxAuthenticator {
        func judge(_ login: SandboxLogin) -> SandboxLoginOutcome {
            login.proof == .token("new") ? .accepted(account: login.user) : .refused(nil)
        }

        func password(of user: String) -> String? { nil }
    }
}
