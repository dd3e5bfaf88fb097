"""Whether pystac reads a catalogue and finds it valid by the schemas that it ships, and every file is what it says.

usage: stac.py FOLDER
"""
import hashlib
import pathlib
import sys

import pystac
import pystac.validation

folder = pathlib.Path(sys.argv[1])
collection = pystac.Collection.from_file(str(folder / "collection.json"))
collection.validate()
items = list(collection.get_items(recursive=True))
files = 0
for item in items:
    document = item.to_dict()
    # Schemas of extensions are on the network.
    document["stac_extensions"] = []
    pystac.validation.validate_dict(document)
    for asset in item.assets.values():
        content = pathlib.Path(asset.get_absolute_href()).read_bytes()
        assert asset.extra_fields["file:checksum"] == "1220" + hashlib.sha256(content).hexdigest(), asset.href
        assert asset.extra_fields["file:size"] == len(content)
        files += 1
origins = [link.absolute_href for item in items for link in item.links if link.rel == "derived_from"]
assert all(pathlib.Path(origin).exists() for origin in origins)
print(f"STAC: {len(items)} items valid, {files} files as they are said to be, {len(origins)} origins found")
