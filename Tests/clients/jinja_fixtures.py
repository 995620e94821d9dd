#!/usr/bin/env python3
"""Writes Tests/Fixtures/jinja.json: what Python's jinja2 makes of small templates and of Martlet's own.

    .venv-peers/bin/python Tests/clients/jinja_fixtures.py

The tests in Swift read that file, so that they need no Python.
"""

import json
import os

import jinja_parity as parity


def main():
    values = {"variables": parity.VALUES, "trusted": {}}
    features = [{"template": source, **parity.peer(source, [values])[0]} for source in parity.FEATURES]
    seen, chats = set(), []
    for name, variables in parity.conversations():
        kept = {key: variables[key] for key in ("messages", "tools", "add_generation_prompt") if key in variables}
        if (key := json.dumps(kept)) not in seen:
            seen.add(key)
            chats.append({"name": name.rsplit(", ", 1)[0], "variables": kept})
    results = parity.peer(parity.built_in(), [{"variables": chat["variables"], "trusted": {}} for chat in chats])
    for chat, result in zip(chats, results):
        chat.update(result)
    for entry in features + chats:
        # Only that it is refused matters: the words are ours.
        entry.update({"error": True} if "error" in entry else {})
    fixture = {"now": parity.NOW.isoformat(), "variables": parity.VALUES, "features": features, "chats": chats}
    path = os.path.join(parity.ROOT, "Tests", "Fixtures", "jinja.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(fixture, file, ensure_ascii=False, indent=0)
        file.write("\n")
    print(f"{len(features)} features and {len(chats)} conversations")


if __name__ == "__main__":
    main()
