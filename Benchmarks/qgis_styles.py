"""Whether QGIS opens exports styled: one category a kind. usage: qgis_styles.py FOLDER PICTURE.png"""
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import (QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

folder, picture = sys.argv[1:]
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
for name in ["sites.gpkg|layername=sites", "sites.geojson", "sites.fgb", "sites.shp"]:
    layer = QgsVectorLayer(os.path.join(folder, name), "sites", "ogr")
    assert layer.isValid(), name
    renderer = layer.renderer()
    kinds = {feature["kind"] for feature in layer.getFeatures()}
    assert renderer.type() == "categorizedSymbol", (name, renderer.type())
    assert renderer.classAttribute() == "kind"
    values = [category.value() for category in renderer.categories()]
    assert len(values) == len(set(values)), name
    if name != "sites.shp":  # which cuts long kinds
        assert set(values) == kinds, (name, set(values) ^ kinds)
        assert layer.attributeDisplayName(layer.fields().indexOf("area_m2")) != "area_m2", name
    colours = {category.symbol().color().name() for category in renderer.categories()}
    print(f"{name}: {len(values)} categories for {len(kinds)} kinds, {len(colours)} colours, "
          f"{layer.featureCount()} sites")
    if name.startswith("sites.gpkg"):
        count, ids, names, _, error = layer.listStylesInDatabase()
        assert {"tianyan-en", "tianyan-zh"} <= set(names), names
        settings = QgsMapSettings()
        settings.setLayers([layer])
        settings.setExtent(layer.extent().buffered(0.002))
        settings.setOutputSize(QSize(900, 700))
        settings.setBackgroundColor(QColor("white"))
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        assert job.renderedImage().save(picture)
# Taking QGIS down offscreen crashes now and then, after all is said.
sys.stdout.flush()
os._exit(0)
