/// Wordings that ask that the file `{path}` be deleted.
enum RemovePhrasings {
    static let trained = [
        "Delete {path}.",
        "Delete the file {path}.",
        "Remove {path}.",
        "Please remove the file {path}.",
        "The file {path} can be deleted.",
        "Get rid of {path}.",
        "I do not need {path} any more. Delete it.",
        "Throw {path} away.",
        "{path} is old; remove it.",
        "Could you delete {path}?",
        "Take {path} out of the folder.",
        "Erase {path}.",
        "Nobody reads {path}. Please delete it.",
        "{path} must go.",
        "Clean up: remove {path}.",
        "We want {path} to be deleted.",
        "Can you remove {path} for me?",
        "Have {path} deleted.",
    ]

    static let practised = [
        "Please delete {path}, nobody uses it.",
        "Wipe out {path}.",
        "I want the file {path} gone.",
        "Make {path} disappear.",
        "Please throw out the file {path}.",
        "The folder should not have {path} any more.",
        "Would you remove {path}?",
        "{path} should be deleted.",
        "Drop the file {path}.",
        "Let {path} be removed.",
        "I have no use for {path}: away with it.",
        "The old file {path} can go.",
    ]

    static let unseen = [
        "Dispose of {path}.",
        "There is a file {path} that we should delete.",
        "Kindly take {path} away.",
        "I would like {path} to be removed.",
        "{path} is of no use to us; please erase it.",
    ]
}
