"""Whether every text of hostile sites stands in PostGIS as it was. usage: postgis.py SITES.geojson PSQL"""
import json
import subprocess
import sys

source, psql = sys.argv[1:]
rows = subprocess.run(psql.split() + ["-c", "SELECT json_agg(row_to_json(s)) FROM (SELECT id, kind, title_zh, "
                                      "software, score, pixels FROM sites) s"],
                      capture_output=True, text=True, check=True).stdout
rows = {row["id"]: row for row in json.loads(rows)}
for feature in json.load(open(source))["features"]:
    row = rows[feature["id"]]
    for name in ["kind", "title_zh", "software", "score", "pixels"]:
        assert row[name] == feature["properties"][name], (feature["id"], name)
print(f"PostGIS: every text of {source.rsplit('/', 1)[-1]} is as it was")
