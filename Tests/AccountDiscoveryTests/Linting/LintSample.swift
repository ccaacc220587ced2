import Testing

@testable import AccountDiscovery

/// A document of ours in which nothing is wrong; each test changes one thing.
enum LintSample {
    static let valid = """
        <?xml version="1.0" encoding="UTF-8"?>
        <clientConfig version="1.1" xmlns:g="https://godwit.email/ns/provider">
          <emailProvider id="example">
            <domain>example.org</domain>
            <displayName>Example</displayName>
            <displayShortName>Ex</displayShortName>
            <incomingServer type="imap">
              <hostname>imap.example.org</hostname>
              <port>993</port>
              <socketType>SSL</socketType>
              <authentication>password-cleartext</authentication>
              <authentication>OAuth2</authentication>
              <username>%EMAILADDRESS%</username>
            </incomingServer>
            <incomingServer type="pop3">
              <hostname>pop.example.org</hostname>
              <port>110</port>
              <socketType>STARTTLS</socketType>
              <authentication>password-cleartext</authentication>
              <username>%EMAILLOCALPART%</username>
            </incomingServer>
            <outgoingServer type="smtp">
              <hostname>smtp.example.org</hostname>
              <port>465</port>
              <socketType>SSL</socketType>
              <authentication>password-cleartext</authentication>
              <username>%EMAILADDRESS%</username>
            </outgoingServer>
            <documentation url="https://example.org/help"><descr lang="en">Help</descr></documentation>
          </emailProvider>
          <g:profile checked="2024-02-29" source="https://example.org/facts">
            <g:mx>*.mx.example.org</g:mx>
            <g:secret kind="app-password" length="16" alphabet="letters" ignores-blanks="true">
              <g:text lang="en">a</g:text>
              <g:text lang="zh-Hans">b</g:text>
              <g:page lang="de" url="https://example.org/secret"/>
            </g:secret>
            <g:switch>
              <g:text lang="en">a</g:text>
              <g:text lang="zh-Hans">b</g:text>
            </g:switch>
            <g:history days="30" export-host="export.example.org">
              <g:text lang="en">a</g:text>
              <g:text lang="zh-Hans">b</g:text>
            </g:history>
            <g:limit name="connections" value="15"/>
            <g:limit name="folders" value="20">
              <g:text lang="en">a</g:text>
              <g:text lang="zh-Hans">b</g:text>
            </g:limit>
            <g:quirk name="requires-id"/>
          </g:profile>
        </clientConfig>
        """

    /// What the lint says after one change to the first place where `old` stands.
    static func problems(replacing old: String, with new: String) -> [AutoconfigProblem] {
        let text = String(valid.replacing(old, with: new, maxReplacements: 1))
        #expect(text != valid, "the change changes nothing")
        var lint = AutoconfigLint()
        return lint.problems(in: Array(text.utf8), named: "sample")
    }
}
