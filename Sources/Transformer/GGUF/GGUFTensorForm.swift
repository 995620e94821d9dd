/// How the elements of a tensor in a GGUF file differ from those in a model directory.
enum GGUFTensorForm: Sendable, Equatable {
    /// Not at all.
    case same
    /// Rows belong to heads of queries, whose order may differ; see ``GGUFArchitecture/pairsNeighbours``.
    case queryRows
    /// Rows belong to heads of keys, whose order may differ.
    case keyRows
    /// The weight of a norm, which may be stored with 1 added; see ``GGUFArchitecture/addsOneToNorms``.
    case norm
    /// The directory holds the transpose.
    case transposed
}
