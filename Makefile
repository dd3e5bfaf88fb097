# make demo and make test are all a newcomer needs; each sets up what is missing.

SWIFT ?= swift
SIMULATED := scenes/yongkang/simulated
DEMO := demo

.PHONY: demo test lint format bench check docs setup clean

# Builds the program and runs it on the simulated pair.
demo: setup
	$(SWIFT) build -c release --product tianyan
	mkdir -p $(DEMO)
	.build/release/tianyan scan --region scenes/yongkang \
	  $(SIMULATED)/2024-09-14 $(SIMULATED)/2025-04-12 \
	  -o $(DEMO)/sites.geojson --picture $(DEMO)/sites.png
	.build/release/tianyan evidence $(DEMO)/sites.geojson --top 5 --quiet -o $(DEMO)/evidence \
	  --before $(SIMULATED)/2024-09-14 --after $(SIMULATED)/2025-04-12
	.build/release/tianyan report $(DEMO)/sites.geojson --capacity 20 -o $(DEMO)/report.html \
	  --region scenes/yongkang --before $(SIMULATED)/2024-09-14 --after $(SIMULATED)/2025-04-12
	@echo "Open $(DEMO)/report.html in a browser and $(DEMO)/sites.geojson in QGIS; $(DEMO)/evidence"
	@echo "holds a folder for each of the first five sites."

# All tests, in debug. Those that need ../shared say so and are skipped where it is missing.
test: setup
	$(SWIFT) test

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests Benchmarks

# Kernels against scalar twins, the tile pair of ../shared/bench and a layer against reading alone.
bench: setup
	Benchmarks/run.sh
	Benchmarks/prepare.sh

# Results judged by other programs: shapely, GDAL and the scoring script of ../shared.
check: setup
	Benchmarks/check.sh

docs: setup
	Benchmarks/docs.sh

setup:
	@Benchmarks/setup.sh

clean:
	rm -rf .build .build-* $(DEMO) docs-build
