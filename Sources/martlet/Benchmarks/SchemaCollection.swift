import Foundation
import Foundations

/// Schemas to measure with: files of one schema each, files of the JSON Schema Test Suite, or a built-in few.
enum SchemaCollection {
    /// Reads every `.json` file of a folder and those within it.
    static func read(_ folder: String) throws -> [(name: String, schema: JSONValue)] {
        let root = URL(filePath: folder)
        guard
            let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?
                .compactMap({ $0 as? URL }).filter({ $0.pathExtension == "json" })
        else { throw CommandFailure("\(folder) cannot be read") }
        guard !files.isEmpty else { throw CommandFailure("\(folder) has no .json file") }
        var schemas: [(name: String, schema: JSONValue)] = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            let name = file.deletingPathExtension().lastPathComponent
            let document = try JSONValue(contentsOf: file)
            guard let groups = document.array else {
                schemas.append((name, document))
                continue
            }
            for group in groups {
                guard let schema = group["schema"] else { continue }
                schemas.append(("\(name): \(group["description"]?.string ?? "")", schema))
            }
        }
        return schemas
    }

    /// The schemas of a folder, or the built-in ones and some that are made up from a seed.
    static func read(_ folder: String?, seed: UInt64) throws -> [(name: String, schema: JSONValue)] {
        if let folder { return try read(folder) }
        var generated = GeneratedSchemas(seed: seed)
        return builtIn + generated.make(40)
    }

    /// What applications ask for: records, lists, choices, dates, trees.
    static let builtIn: [(name: String, schema: JSONValue)] = [
        ("person", person), ("extraction", extraction), ("tool call", toolCall), ("tree", tree),
        ("dictionary", ["type": "object", "additionalProperties": ["type": "number"]]), ("anything", true),
        ("event", event), ("patterns", patterns), ("rows", rows), ("configuration", configuration),
    ]

    private static let person: JSONValue = [
        "type": "object", "required": ["name", "age", "email"], "additionalProperties": false,
        "properties": [
            "name": ["type": "string", "minLength": 1, "maxLength": 80],
            "age": ["type": "integer", "minimum": 0, "maximum": 150], "email": ["type": "string", "format": "email"],
            "address": [
                "type": "object", "properties": ["street": ["type": "string"], "city": ["type": "string"]],
                "required": ["city"],
            ],
            "tags": ["type": "array", "items": ["type": "string", "maxLength": 20], "maxItems": 5],
        ],
    ]
    private static let extraction: JSONValue = [
        "type": "array", "maxItems": 8,
        "items": [
            "type": "object", "required": ["entity", "kind", "confidence"],
            "properties": [
                "entity": ["type": "string"], "kind": ["enum": ["person", "place", "organization", "date", "other"]],
                "confidence": ["type": "number", "minimum": 0, "maximum": 1],
                "span": ["type": "array", "prefixItems": [["type": "integer"], ["type": "integer"]], "items": false],
            ],
        ],
    ]
    private static let toolCall: JSONValue = [
        "oneOf": [
            [
                "type": "object", "required": ["name", "arguments"],
                "properties": [
                    "name": ["const": "search"],
                    "arguments": [
                        "type": "object", "required": ["query"],
                        "properties": ["query": ["type": "string"], "limit": ["type": "integer", "minimum": 1]],
                    ],
                ],
            ],
            [
                "type": "object", "required": ["name", "arguments"],
                "properties": [
                    "name": ["const": "read_file"],
                    "arguments": [
                        "type": "object", "required": ["path"], "properties": ["path": ["type": "string"]],
                    ],
                ],
            ],
        ]
    ]
    private static let tree: JSONValue = [
        "type": "object", "required": ["label"],
        "properties": [
            "label": ["type": "string", "maxLength": 12],
            "children": ["type": "array", "items": ["$ref": "#"], "maxItems": 3],
        ],
    ]
    private static let event: JSONValue = [
        "type": "object", "required": ["id", "start", "host"],
        "properties": [
            "id": ["type": "string", "format": "uuid"], "start": ["type": "string", "format": "date-time"],
            "host": ["type": "string", "format": "ipv4"], "url": ["type": "string", "format": "uri"],
            "repeats": ["anyOf": [["type": "null"], ["type": "integer", "multipleOf": 7, "minimum": 7]]],
        ],
    ]
    private static let patterns: JSONValue = [
        "type": "object", "propertyNames": ["pattern": "^[a-z_]+$"],
        "patternProperties": ["_id$": ["type": "integer"], "^is_": ["type": "boolean"]],
        "additionalProperties": ["type": "string", "pattern": #"^\p{L}[\p{L} ]*$"#], "minProperties": 2,
        "maxProperties": 6,
    ]
    private static let rows: JSONValue = [
        "type": "array", "minItems": 1,
        "items": ["type": "array", "items": ["type": ["number", "string", "boolean", "null"]], "maxItems": 6],
    ]
    private static let configuration: JSONValue = [
        "type": "object", "required": ["mode"],
        "properties": [
            "mode": ["enum": ["fast", "exact"]], "threads": ["type": "integer"], "steps": ["type": "integer"],
            "rate": ["type": "number"], "seed": ["type": "integer"], "output": ["type": "string"],
            "verbose": ["type": "boolean"], "exclude": ["type": "array", "items": ["type": "string"]],
        ],
        "if": ["properties": ["mode": ["const": "exact"]]], "then": ["required": ["steps"]],
    ]
}
