import Agents

/// A person whose answer is known.
struct FixedApprover: Approver {
    let answer: Verdict

    func verdict(on action: ProposedAction) -> Verdict { answer }
}
