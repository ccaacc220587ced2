internal import ArgumentParser
package import MailTransport

extension TLSProfile: ExpressibleByArgument {}
