// A public type's conformance can only be declared with public imports.
public import ArgumentParser
public import MailCore

extension MailProtocol: ExpressibleByArgument {}
