import MailCore
import MailTestServers
import ProviderSandbox
import Testing

@Suite struct AuthorizationTests {
    @Test func `The provider's authorization server answers under its own name, for those who take tokens`()
        async throws
    {
        try await SandboxNetwork.withNetwork([SandboxSite(.gmail), SandboxSite(.courier)]) { network in
            func curl(_ host: String) throws -> String {
                try ExternalProgram.output(
                    of: "curl",
                    [
                        "-s", "-w", "%{http_code}", "--cacert", network.certificateAuthorityFile, "--connect-to",
                        "\(host):443:127.0.0.1:\(network.webServerPort)",
                        "https://\(host)/.well-known/oauth-authorization-server",
                    ])
            }
            #expect(network.port(of: "auth.gmail.com", 443) == network.webServerPort)
            let metadata = try curl("auth.gmail.com")
            #expect(metadata.hasSuffix("200"))
            #expect(metadata.contains("\"issuer\":\"https://auth.gmail.com\""))
            #expect(network.port(of: "auth.courier.example", 443) == nil)
            #expect(network.providers[1].authorization == nil)
        }
    }

    @Test func `A token that was given out gets in at the mail servers, until it is taken back`() async throws {
        try await SandboxNetwork.withNetwork([SandboxSite(.gmail)]) { network in
            let provider = network.providers[0]
            let authorization = try #require(provider.authorization)
            authorization.change { server in
                server.configuration.clients = [SandboxOAuthClient("robot", secret: "s")]
                server.configuration.clients[0].actsForItself = true
            }
            let web = [
                "-s", "--cacert", network.certificateAuthorityFile, "--connect-to",
                "auth.gmail.com:443:127.0.0.1:\(network.webServerPort)",
            ]
            let answer = try ExternalProgram.output(
                of: "curl",
                web + [
                    "-d",
                    "grant_type=client_credentials&client_id=robot&client_secret=s&scope=urn:ietf:params:oauth:scope:mail",
                    "https://auth.gmail.com/token",
                ])
            let token = try #require(answer.split(separator: "\"access_token\":\"").last?.prefix { $0 != "\"" })
            func login() throws -> String {
                try ExternalProgram.output(
                    of: "python3",
                    ["-", String(try #require(provider.port(.imap))), network.certificateAuthorityFile, String(token)],
                    input: """
                        import imaplib, ssl, sys
                        box = imaplib.IMAP4_SSL('localhost', int(sys.argv[1]),
                            ssl_context=ssl.create_default_context(cafile=sys.argv[2]))
                        words = f'user=alice@gmail.com\\1auth=Bearer {sys.argv[3]}\\1\\1'.encode()
                        said = []
                        try: print(box.authenticate('XOAUTH2', lambda _: said.append(1) or (words if len(said) == 1 else b''))[0])
                        except imaplib.IMAP4.error: print('NO')
                        """)
            }
            #expect(try login() == "OK\n")
            authorization.change { $0.endAccessTokens() }
            #expect(try login() == "NO\n")
        }
    }
}
