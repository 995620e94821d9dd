/// How the text of a prompt is shown to the model.
public enum PromptFormat: String, ConfigurationChoice, Hashable {
    /// As a user's turn where the model has a chat template of its own, else as it is.
    case auto
    /// As it is, for the model to go on from.
    case text
    /// As a user's turn in the chat template.
    case chat
}
