#!/usr/bin/env python3
"""The peers' side of `martlet bench tokenizer --peer PYTHON`: encodes the texts of a folder when it is told to.

Started with a folder that holds `ranks` (lines of base64 and id), `pattern.json` (a list with the split pattern),
`0.text`, `1.text` and so on, and `tokenizer.json` for the library `tokenizers`. Each line on standard input is the name of
a library, which encodes all texts on one thread, or `write LIBRARY TEXT`, which writes the ids it gave. Seconds are those
that the thread spent computing.
"""

import base64
import json
import os
import sys
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"


def tiktoken_encoder(folder):
    import tiktoken

    ranks = {}
    with open(f"{folder}/ranks", "rb") as file:
        for line in file:
            token, rank = line.split()
            ranks[base64.b64decode(token)] = int(rank)
    with open(f"{folder}/pattern.json", encoding="utf-8") as file:
        patterns = json.load(file)
    if len(patterns) != 1:
        sys.exit("tiktoken takes one pattern, and this vocabulary has several")
    encoding = tiktoken.Encoding("martlet", pat_str=patterns[0], mergeable_ranks=ranks, special_tokens={})
    return encoding.encode_ordinary


def tokenizers_encoder(folder):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    tokenizer.encode_special_tokens = True
    return lambda text: tokenizer.encode(text, add_special_tokens=False).ids


def main():
    folder, count, libraries = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    makers = {"tiktoken": tiktoken_encoder, "tokenizers": tokenizers_encoder}
    encoders = {library: makers[library](folder) for library in libraries}
    texts = []
    for index in range(count):
        with open(f"{folder}/{index}.text", encoding="utf-8", newline="") as file:
            texts.append(file.read())
    ids = {}
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        command = line.split()
        if command[0] == "write":
            import array

            library, index = command[1], int(command[2])
            with open(f"{folder}/{index}.{library}", "wb") as file:
                array.array("i", ids[library][index]).tofile(file)
            print("{}", flush=True)
            continue
        encode = encoders[command[0]]
        begin = time.thread_time()
        result = [encode(text) for text in texts]
        seconds = time.thread_time() - begin
        ids[command[0]] = result
        print(json.dumps({"seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
