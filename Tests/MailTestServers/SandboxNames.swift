// Servers and certificates come from ProviderSandbox, which is there for everybody; tests know them by these names.
@_exported public import ProviderSandbox

package typealias TestListener = SandboxListener
package typealias TestCertificateAuthority = SandboxCertificateAuthority
package typealias TestCertificateFiles = SandboxCertificateFiles
package typealias TestCertificateError = SandboxCertificateError
package typealias TestTLSHandler = SandboxTLSHandler
package typealias TestTLSVersion = SandboxTLSVersion
package typealias TestChannelBindings = SandboxChannelBindings
package typealias DNSTestServer = SandboxDNSServer
package typealias DNSTestRecord = SandboxDNSRecord
package typealias DNSTestAnswer = SandboxDNSAnswer
