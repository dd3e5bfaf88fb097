"""Copies a result with hostile text in every text of every property: hostile.py RESULT COPY."""

import json
import sys

attack = ("<script>window.attacked = true</script><img src=x onerror=\"window.attacked = true\">"
          "'\"`=cmd|' /C calc'!A1 {{w.title}} {{{script}}} \u202e\u2066right to left\u200f "
          + "长" * 10_000)
result = json.load(open(sys.argv[1]))
for feature in result["features"]:
    for name, value in feature["properties"].items():
        # Scenes and times decide what is drawn; numbers are numbers.
        if isinstance(value, str) and not name.endswith(("_scene", "_time")):
            feature["properties"][name] = attack
for rule in result["tianyan"]["rules"]:
    rule["kind"] = attack
json.dump(result, open(sys.argv[2], "w"), ensure_ascii=False)
