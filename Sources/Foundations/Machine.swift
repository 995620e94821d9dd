import Foundation

/// The machine that this program runs on, as far as speed and room depend on it.
public struct Machine: Sendable, Hashable {
    /// What the processor calls itself; its architecture where it has no name.
    public let processor: String
    /// Hardware threads that this program may use.
    public let threadCount: Int
    /// Bytes of memory that this program may use: the machine's, or the limit of its container.
    public let memory: Int
    /// Bytes of it that are free or can be freed; nil where the system does not say.
    public let availableMemory: Int?
    /// The name and version of the operating system.
    public let system: String

    /// This machine, as it is now.
    public static var current: Machine {
        let physical = Int(clamping: ProcessInfo.processInfo.physicalMemory)
        let limit = text("/sys/fs/cgroup/memory.max").flatMap {
            Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return Machine(
            processor: processorName,
            threadCount: ProcessInfo.processInfo.activeProcessorCount,
            memory: min(physical, limit ?? physical),
            availableMemory: field("MemAvailable", in: "/proc/meminfo")
                .flatMap { Int($0.split(separator: " ").first ?? "") }
                .map { $0 * 1024 },
            system: systemName
        )
    }

    private static var processorName: String {
        if let name = field("model name", in: "/proc/cpuinfo") { return name }
        var names = utsname()
        guard uname(&names) == 0 else { return "unknown" }
        return withUnsafeBytes(of: names.machine) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private static var systemName: String {
        field("PRETTY_NAME", in: "/etc/os-release", separator: "=")?.trimmingCharacters(in: ["\""])
            ?? ProcessInfo.processInfo.operatingSystemVersionString
    }

    /// The value of the first line `name: value` of a file of the system.
    private static func field(_ name: String, in path: String, separator: Character = ":") -> String? {
        guard let text = text(path) else { return nil }
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: separator, maxSplits: 1)
            if parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name {
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return nil
    }

    private static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
