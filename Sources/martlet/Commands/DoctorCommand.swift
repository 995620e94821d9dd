import Agents
import ArgumentParser
import Foundation
import Foundations
import Tensors

/// `martlet doctor`: what this machine offers, what Martlet makes of it, and what is missing.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Show what this machine offers, and what is missing.",
        discussion: """
            Prints the processor's instruction sets, the kernels chosen for it, threads, memory and the version of \
            oneDNN; the sandbox that agents' tests run in; then what building, testing and comparing need, and the command that mends what is missing. \
            Ends with status 1 if something is missing without which Martlet cannot be built.

            EXAMPLES:
              martlet doctor
              martlet doctor --json
            """
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let machine = Machine.current
        let requirements = Requirement.all()
        if json {
            print(document(machine, requirements).serialized(pretty: true))
        } else {
            printText(machine, requirements)
        }
        if requirements.contains(where: { $0.isEssential && $0.found == nil }) { throw ExitCode.failure }
    }

    private func printText(_ machine: Machine, _ requirements: [Requirement]) {
        let device = CPUDevice.shared
        let features = KernelLevel.cpuFeatures
        let absent = features.filter { !$0.present }.map(\.name).joined(separator: " ")
        row("martlet", Version.current)
        row("system", machine.system)
        row("processor", machine.processor)
        row("instructions", features.filter(\.present).map(\.name).joined(separator: " ") + " (not: \(absent))")
        row("kernels", "\(device.level.rawValue); products of training by \(device.productEngine.rawValue)")
        row("precision", "\(Precision.fastest.rawValue) is the fastest for training")
        row("threads", "\(device.workers.threadCount)")
        let available = machine.availableMemory.map { ", \(Self.gibibytes($0)) available" } ?? ""
        row("memory", Self.gibibytes(machine.memory) + available)
        row("oneDNN", CPUDevice.oneDNNVersion)
        for line in SandboxFacts.current.lines { row("sandbox", line) }
        print("")
        for requirement in requirements {
            if let found = requirement.found {
                row("ok", "\(requirement.name): \(found)")
            } else {
                row("missing", "\(requirement.name) (\(requirement.purpose)): \(requirement.remedy)")
            }
        }
    }

    private func row(_ label: String, _ text: String) {
        print(label.padding(toLength: 13, withPad: " ", startingAt: 0) + text)
    }

    private static func gibibytes(_ bytes: Int) -> String {
        String(format: "%.1f GiB", Double(bytes) / Double(1 << 30))
    }

    private func document(_ machine: Machine, _ requirements: [Requirement]) -> JSONValue {
        let device = CPUDevice.shared
        let features = KernelLevel.cpuFeatures.map { JSONObject.Member(key: $0.name, value: .bool($0.present)) }
        let levels = KernelLevel.allCases.filter(\.isAvailable).map { JSONValue.string($0.rawValue) }
        return [
            "version": .string(Version.current),
            "system": .string(machine.system),
            "processor": .string(machine.processor),
            "instructions": .object(JSONObject(members: features)),
            "kernels": .string(device.level.rawValue),
            "available_kernels": .array(levels),
            "product_engine": .string(device.productEngine.rawValue),
            "fastest_precision": .string(Precision.fastest.rawValue),
            "threads": .integer(device.workers.threadCount),
            "memory_bytes": .integer(machine.memory),
            "available_memory_bytes": machine.availableMemory.map { .integer($0) } ?? .null,
            "onednn": .string(CPUDevice.oneDNNVersion),
            "sandbox": .string(SandboxFacts.current.tier.rawValue),
            "sandbox_facts": .array(SandboxFacts.current.lines.map { .string($0) }),
            "requirements": .array(
                requirements.map { requirement in
                    [
                        "name": .string(requirement.name), "purpose": .string(requirement.purpose),
                        "essential": .bool(requirement.isEssential),
                        "found": requirement.found.map { .string($0) } ?? .null,
                        "remedy": requirement.found == nil ? .string(requirement.remedy) : .null,
                    ]
                }),
        ]
    }
}
