import Foundation
import PackagePlugin

/// Turns `providers/*.xml` into one Swift file, so that the binary needs no data files beside it.
@main
struct EmbedProfiles: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
        let folder = context.package.directoryURL.appending(path: "providers")
        let documents = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "xml" }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedProfiles.swift")
        return [
            .buildCommand(
                displayName: "Embed provider profiles",
                executable: try context.tool(named: "embed-profiles").url,
                arguments: [output.path, folder.path],
                // The folder itself tells of new files: SwiftPM does not ask this plugin again for them.
                inputFiles: documents + [folder], outputFiles: [output])
        ]
    }
}
