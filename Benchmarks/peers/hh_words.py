"""What the words of an answer alone tell of HH-RLHF's harmless test pairs: the baseline beside Benchmarks/hh-reward.sh.

Logistic regression on the difference of the words of the two answers, trained and measured on the same parts as the script
does; several strengths of regularization, each with its accuracy on the held-out part.

Usage: hh_words.py DATA (the folder with chat/hh-rlhf-harmless-test.jsonl.gz)
"""

import argparse
import gzip
import json
import pathlib

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression


def is_held_out(line: bytes) -> bool:
    """The hash of how a dialogue opens, as the script computes it."""
    end = line.find(rb"\n\nAssistant:")
    opening = line[: end + 1] if end >= 0 else line
    value = 0
    for byte in opening:
        value = (value * 257 + byte) % 16777213
    return value % 5 == 0


def answer(dialogue: str) -> str:
    return dialogue[dialogue.rfind("\n\nAssistant:") + len("\n\nAssistant:") :]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    data = parser.parse_args().data
    parts: dict[bool, list[tuple[str, str]]] = {False: [], True: []}
    with gzip.open(data / "chat" / "hh-rlhf-harmless-test.jsonl.gz") as file:
        for line in file:
            pair = json.loads(line)
            chosen, rejected = answer(pair["chosen"]), answer(pair["rejected"])
            if chosen != rejected:
                parts[is_held_out(line.rstrip(b"\n"))].append((chosen, rejected))
    train, held_out = parts[False], parts[True]
    print(f"pairs: {len(train)} to train on, {len(held_out)} held out")
    for words in [(1, 1), (1, 2)]:
        vectorizer = CountVectorizer(ngram_range=words, binary=True, min_df=2, token_pattern=r"[A-Za-z']+|[.,!?]")
        vectorizer.fit([text for pair in train for text in pair])

        def differences(pairs: list[tuple[str, str]]) -> scipy.sparse.csr_matrix:
            first = vectorizer.transform([pair[0] for pair in pairs]).astype(float)
            return first - vectorizer.transform([pair[1] for pair in pairs]).astype(float)

        seen, unseen = differences(train), differences(held_out)
        both = scipy.sparse.vstack([seen, -seen])
        labels = np.r_[np.ones(seen.shape[0]), np.zeros(seen.shape[0])]
        for strength in [0.003, 0.01, 0.03, 0.1]:
            model = LogisticRegression(C=strength, fit_intercept=False, max_iter=500).fit(both, labels)
            margins = unseen @ model.coef_[0]
            hits = np.where(margins > 0, 1.0, np.where(margins < 0, 0.0, 0.5))
            error = hits.std(ddof=1) / len(hits) ** 0.5
            print(f"up to {words[1]} words, C {strength}: held-out accuracy {hits.mean():.4f} ± {error:.4f}")


if __name__ == "__main__":
    main()
