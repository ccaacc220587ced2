// A public type's conformance can only be declared with public imports.
public import ArgumentParser
public import MailboxMigration

extension MailboxPattern: ExpressibleByArgument {
    /// Anything but nothing.
    public init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        self.init(argument)
    }
}

extension MailboxPlacement.Rule: ExpressibleByArgument {
    /// `SRC=DST`, divided at the first `=` that has no backslash.
    public init?(argument: String) {
        var source = ""
        var rest = argument[...]
        while let character = rest.popFirst(), character != "=" {
            source.append(character == "\\" && rest.first == "=" ? rest.removeFirst() : character)
        }
        guard !source.isEmpty, !rest.isEmpty else { return nil }
        self.init(source: source, target: String(rest))
    }
}

extension MigrationOptions.Proof: ExpressibleByArgument {}
extension MigrationOptions.Preference: ExpressibleByArgument {}
