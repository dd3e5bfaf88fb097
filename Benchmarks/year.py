"""Judges the sites of a simulated year by its truth: python year.py YEAR SITES.geojson

Every event of 9 pixels or more that was seen clear twice counts: is it found, by its kind, and is its first date right
to one clear acquisition? Every site of the score asked for (0.5) that touches no event of its kind is false.
"""
import argparse
import collections
import json
import pathlib

import pyproj
from shapely import transform
from shapely.geometry import shape

PIXELS = 9  # the smallest event that counts
TOLERANCE = 20.0  # metres: two pixels, for the shift of a date and the mixed pixels of an edge
SCORE = 0.5

to_plane = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:4549", always_xy=True)


def on_plane(geometry):
    return transform(shape(geometry), to_plane.transform, interleaved=False).buffer(0)


def features(path):
    found = json.loads(pathlib.Path(path).read_text())["features"]
    for feature in found:
        feature["shape"] = on_plane(feature["geometry"])
    return found


def meets(site, event):
    return site["shape"].distance(event["shape"]) <= TOLERANCE


def overlaps_in_time(site, event):
    """A site that was over before its event began, or began after the event had ended, is not of it."""
    p, e = site["properties"], event["properties"]
    begin = e["spells"][0][0]
    return p["last_seen"][:10] >= begin


def first_date(site, event):
    """How many clear acquisitions the first date is late; negative: before the event was there."""
    clear, first = event["properties"]["seen_clear"], site["properties"]["first_seen"]
    if first[:10] < event["properties"]["spells"][0][0]:
        return -sum(first <= t < clear[0] for t in event["properties"]["ground_clear"])
    return sum(t < first for t in clear)


def judge_events(events, sites):
    rows = []
    for event in events:
        e = event["properties"]
        if e["pixels"] < PIXELS or len(e["seen_clear"]) < 2:
            rows.append((event, None, None))
            continue
        own = [s for s in sites
               if s["properties"]["kind"] == e["kind"] and meets(s, event) and overlaps_in_time(s, event)]
        best = max(own, key=lambda s: s["shape"].intersection(event["shape"]).area, default=None)
        rows.append((event, best, first_date(best, event) if best else None))
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("year")
    parser.add_argument("sites")
    parser.add_argument("--score", type=float, default=SCORE)
    parser.add_argument("-v", action="store_true", help="every event and every false site")
    options = parser.parse_args()
    year = pathlib.Path(options.year)
    events, sites = features(year / "truth.geojson"), features(options.sites)
    area = on_plane(json.loads((year / "region/boundary.geojson").read_text())["geometry"]).area / 1e6
    rows = judge_events(events, sites)
    by_kind = collections.defaultdict(lambda: [0, 0, 0, 0])
    for event, site, late in rows:
        kind, e = event["properties"]["kind"], event["properties"]
        tally = by_kind[kind]
        counts = len(e["seen_clear"]) >= 2 and e["pixels"] >= PIXELS
        tally[0] += counts
        tally[1] += site is not None
        tally[2] += late in (0, 1)
        tally[3] += site is not None and site["properties"]["score"] >= options.score
        if options.v:
            told = "not asked" if not counts else "MISSED"
            if site:
                p = site["properties"]
                told = (f"{p['state']:11} score {p['score']:.2f} first {p['first_seen'][:10]} "
                        f"({late} late) looks {p['confirmations']} events {p['events']}")
            print(f"{kind:20} {e['title'][:36]:36} {e['pixels']:4} px {e['course']:9} "
                  f"clear {len(e['seen_clear']):2} from {(e['seen_clear'] or ['-'])[0][:10]}  {told}")
    strong = [s for s in sites if s["properties"]["score"] >= options.score]

    def is_false(site):
        return not any(e["properties"]["kind"] == site["properties"]["kind"] and meets(site, e) for e in events)

    def is_elsewhere(site):
        return not any(meets(site, e) for e in events)

    false = [s for s in strong if is_false(s)]
    if options.v:
        for s in false:
            p = s["properties"]
            print(f"FALSE {p['kind']:20} {p['state']:11} score {p['score']:.2f} {p['area_m2']:.0f} m2 "
                  f"{p['first_seen'][:10]} to {p['last_seen'][:10]} looks {p['confirmations']} "
                  f"{'elsewhere' if is_elsewhere(s) else 'at an event of another kind'} {s['id']}")
        weak = [s for s in sites if is_false(s) and s["properties"]["score"] < options.score]
        for (kind, state), n in sorted(collections.Counter(
                (s["properties"]["kind"], s["properties"]["state"]) for s in weak).items()):
            top = max(s["properties"]["score"] for s in weak
                      if (s["properties"]["kind"], s["properties"]["state"]) == (kind, state))
            print(f"below {options.score}: {n:4} false {kind} {state}, the highest {top:.2f}")
    print(f"{'kind':20} {'events':>6} {'found':>6} {'dated':>6} {'>=' + str(options.score):>6} {'false':>6}")
    for kind in sorted(set(by_kind) | {s["properties"]["kind"] for s in false}):
        tally = by_kind[kind]
        wrong = sum(s["properties"]["kind"] == kind for s in false)
        print(f"{kind:20} {tally[0]:6} {tally[1]:6} {tally[2]:6} {tally[3]:6} {wrong:6}")
    sums = [sum(t[i] for t in by_kind.values()) for i in range(4)]
    print(f"{'all':20} {sums[0]:6} {sums[1]:6} {sums[2]:6} {sums[3]:6} {len(false):6}")
    elsewhere = sum(is_elsewhere(s) for s in false)
    print(f"false sites at a score of {options.score}: {len(false)} ({elsewhere} far from any event) on {area:.2f} km2 "
          f"and a year: {100 * len(false) / area:.1f} a year on 100 km2 "
          f"({len(sites)} sites in all, {len(strong)} of them at that score)")


main()
