"""Draws an exported GeoPackage as QGIS opens it, over the scene that it was found in: map, legend, scale bar.

    qgis_picture.py SITES.gpkg SCENE PICTURE.png

Nothing is styled here: colours, symbols and labels are those in the file. Run it with the Python of python3-qgis.
"""
import os
import subprocess
import sys
import tempfile

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import (QgsApplication, QgsContrastEnhancement, QgsLayout, QgsLayoutExporter, QgsLayoutItemLegend,
                       QgsLayoutItemMap, QgsLayoutItemScaleBar, QgsLayoutPoint, QgsLayoutSize, QgsLegendStyle,
                       QgsProject, QgsRasterLayer, QgsRasterMinMaxOrigin, QgsUnitTypes, QgsVectorLayer)
from qgis.PyQt.QtGui import QFont

sites, scene, picture = sys.argv[1:]
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
millimetres = QgsUnitTypes.LayoutMillimeters
width, height, side = 195, 135, 58

layer = QgsVectorLayer(f"{sites}|layername=sites", "Sites", "ogr")
assert layer.isValid() and layer.renderer().type() == "categorizedSymbol"
bands = [os.path.join(scene, name) for name in ("B04.tif", "B03.tif", "B02.tif")]
stack = tempfile.mktemp(suffix=".vrt")
subprocess.run(["gdalbuildvrt", "-q", "-separate", stack, *bands], check=True)
ground = QgsRasterLayer(stack, "Scene")
assert ground.isValid()
ground.setContrastEnhancement(QgsContrastEnhancement.StretchToMinimumMaximum, QgsRasterMinMaxOrigin.CumulativeCut)

project = QgsProject.instance()
project.setCrs(ground.crs())
project.addMapLayers([layer, ground])
layout = QgsLayout(project)
layout.initializeDefaults()
layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height, millimetres))

drawn = QgsLayoutItemMap(layout)
drawn.attemptMove(QgsLayoutPoint(0, 0, millimetres))
drawn.attemptResize(QgsLayoutSize(width - side, height, millimetres))
drawn.setLayers([layer, ground])
drawn.zoomToExtent(ground.extent())
layout.addLayoutItem(drawn)

legend = QgsLayoutItemLegend(layout)
legend.setLinkedMap(drawn)
legend.setAutoUpdateModel(False)
legend.model().rootGroup().removeLayer(ground)
small = QFont("Noto Sans CJK SC")
small.setPointSizeF(7.5)
for style in (QgsLegendStyle.Title, QgsLegendStyle.Subgroup, QgsLegendStyle.SymbolLabel):
    legend.setStyleFont(style, small)
legend.attemptMove(QgsLayoutPoint(width - side, 2, millimetres))
layout.addLayoutItem(legend)

bar = QgsLayoutItemScaleBar(layout)
bar.setStyle("Single Box")
bar.setLinkedMap(drawn)
bar.setUnits(QgsUnitTypes.DistanceKilometers)
bar.setUnitLabel("km")
bar.setFont(small)
bar.setHeight(1.5)
bar.setNumberOfSegments(2)
bar.setNumberOfSegmentsLeft(0)
bar.setUnitsPerSegment(1)
bar.setBackgroundEnabled(True)
bar.attemptMove(QgsLayoutPoint(3, height - 11, millimetres))
layout.addLayoutItem(bar)

settings = QgsLayoutExporter.ImageExportSettings()
settings.dpi = 100
assert QgsLayoutExporter(layout).exportToImage(picture, settings) == QgsLayoutExporter.Success
os.remove(stack)
print(f"{layer.featureCount()} sites in {picture}")
# Taking QGIS down offscreen crashes now and then, after all is said.
sys.stdout.flush()
os._exit(0)
