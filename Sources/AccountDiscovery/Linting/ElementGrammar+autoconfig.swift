extension ElementGrammar {
    /// Mozilla's format (draft-ietf-mailmaint-autoconfig §4), with the sections that are in use.
    static let autoconfig = ElementGrammar(
        namespace: nil,
        rules: [
            "clientConfig": ElementRule(
                required: ["version"],
                children: [
                    "emailProvider": .one, "webMail": .optional, "oAuth2": .any, "clientConfigUpdate": .optional,
                    "calendar": .any, "addressBook": .any, "addressbook": .any, "fileShare": .any, "chatServer": .any,
                    "videoConference": .any, "setupServer": .any,
                ]),
            "emailProvider": ElementRule(
                required: ["id"],
                children: [
                    "domain": .any, "displayName": .one, "displayShortName": .optional, "incomingServer": .any,
                    "outgoingServer": .any, "documentation": .any, "enable": .any, "instruction": .any,
                    "inputField": .any, "identity": .any,
                ]),
            "domain": ElementRule(optional: ["purpose"], hasText: true),
            "displayName": .text, "displayShortName": .text,
            "incomingServer": server(["pop3": .optional, "password": .optional]),
            "outgoingServer": server([
                "useGlobalPreferredServer": .optional, "addThisServer": .optional, "restriction": .optional,
            ]),
            "hostname": .text, "port": .text, "socketType": .text, "username": .text,
            "authentication": ElementRule(optional: ["system"], hasText: true),
            "documentation": ElementRule(required: ["url"], children: ["descr": .any]),
            "descr": ElementRule(optional: ["lang"], hasText: true),
            "enable": ElementRule(required: ["visiturl"], children: ["instruction": .some]),
            "instruction": ElementRule(optional: ["lang"], hasText: true),
            "clientConfigUpdate": ElementRule(required: ["url"]),
            "oAuth2": ElementRule(children: [
                "issuer": .optional, "scope": .optional, "authURL": .optional, "tokenURL": .optional,
                "clientID": .optional, "clientSecret": .optional,
            ]),
            "issuer": .text, "scope": .text, "authURL": .text, "tokenURL": .text, "clientID": .text,
            "clientSecret": .open, "webMail": .open, "pop3": .open, "inputField": .open, "identity": .open,
            "calendar": .open, "addressBook": .open, "addressbook": .open, "fileShare": .open, "chatServer": .open,
            "videoConference": .open, "setupServer": .open, "restriction": .open, "useGlobalPreferredServer": .open,
            "addThisServer": .open, "password": .open,
        ])

    /// `profile` and what is in it; see `docs/providers.md`.
    static let profile = ElementGrammar(
        namespace: ProviderNotes.namespace,
        rules: [
            "profile": ElementRule(
                optional: ["checked", "source"],
                children: [
                    "mx": .any, "secret": .one, "oauth": .optional, "switch": .any, "history": .any, "limit": .any, "quirk": .any,
                ]),
            "mx": .text,
            "secret": ElementRule(
                required: ["kind"], optional: ["length", "pattern", "alphabet", "ignores-blanks"],
                children: instruction),
            "oauth": ElementRule(
                optional: ["device", "revocation", "registration", "redirect", "tenant", "application-scope"]),
            "switch": ElementRule(children: instruction),
            "history": ElementRule(optional: ["days", "messages", "export-host"], children: instruction),
            "limit": ElementRule(required: ["name", "value"], children: ["text": .any]),
            "quirk": ElementRule(required: ["name"]),
            "text": ElementRule(required: ["lang"], hasText: true),
            "page": ElementRule(required: ["url", "lang"]),
        ])

    private static let instruction: [String: ElementRule.Occurrence] = ["text": .some, "page": .any]

    private static func server(_ more: [String: ElementRule.Occurrence]) -> ElementRule {
        let children: [String: ElementRule.Occurrence] = [
            "hostname": .one, "port": .one, "socketType": .some, "authentication": .some, "username": .optional,
        ]
        return ElementRule(required: ["type"], children: children.merging(more) { $1 })
    }
}
