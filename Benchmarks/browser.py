"""Opens a report in headless Chromium, without a network, and judges it as a page.

    browser.py REPORT.html PICTURE.(png|jpg) [LIMIT]

Console errors, requests to anywhere, basics of accessibility (axe-core), hostile text that ran, and the
time to open, of which LIMIT seconds are allowed. PICTURE shows its top; PICTURE with -site before the
dot a site; -print the first pages on A4.
"""

import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

import axe_core_python
import websocket

report, picture = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
limit = float(sys.argv[3]) if len(sys.argv) > 3 else 2.0
chromium = shutil.which("chromium") or shutil.which("google-chrome")


class Page:
    """A tab, by Chromium's DevTools protocol."""

    def __init__(self, address):
        self.socket = websocket.create_connection(address, suppress_origin=True, timeout=120)
        self.number = 0
        self.events = []

    def call(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.number:
                assert "error" not in message, message
                return message["result"]
            self.events.append(message)

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(json.loads(self.socket.recv()))

    def value(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True,
                           returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self, path):
        form = "jpeg" if str(path).endswith(".jpg") else "png"
        data = self.call("Page.captureScreenshot", format=form)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))


def named(part):
    return picture.with_name(picture.stem + part + picture.suffix)


profile = tempfile.mkdtemp()
browser = subprocess.Popen(
    [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
     f"--user-data-dir={profile}", "--window-size=1100,1000", "--hide-scrollbars", "about:blank"],
    stderr=subprocess.PIPE, text=True)
failures = []
try:
    for line in browser.stderr:
        if found := re.search(r"ws://([0-9.:]+)/", line):
            break
    tabs = json.load(urllib.request.urlopen(f"http://{found[1]}/json"))
    page = Page(next(tab for tab in tabs if tab["type"] == "page")["webSocketDebuggerUrl"])
    for domain in ("Page", "Runtime", "Log", "Network"):
        page.call(f"{domain}.enable")
    # As a page of a notebook, in a size that a README can show.
    page.call("Emulation.setDeviceMetricsOverride", width=1100, height=1500, deviceScaleFactor=0.7,
              mobile=False)
    start = time.perf_counter()
    page.call("Page.navigate", url=report.as_uri())
    page.wait("Page.loadEventFired")
    page.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    opened = time.perf_counter() - start
    size = report.stat().st_size / 1e6
    sites = page.value("document.querySelectorAll('article.site').length")
    print(f"{sites} sites, {size:.1f} MB, opens in {opened:.2f} s")
    if opened > limit:
        failures.append(f"opens in more than {limit} s")
    page.picture(picture)

    page.value("document.documentElement.style.scrollBehavior = 'auto';"
               "document.querySelector('#s1')?.scrollIntoView()")
    time.sleep(0.3)
    page.picture(named("-site"))

    slides = page.value(
        "(() => { const s = document.querySelector('.slider'); if (!s) return true; s.value = 20;"
        "s.dispatchEvent(new Event('input'));"
        "return s.previousElementSibling.style.getPropertyValue('--cut') === '20%' })()")
    sorts = page.value(
        "(() => { const b = [...document.querySelectorAll('#list th [role=button]')][0]; if (!b) return false;"
        "b.click(); b.click(); const r = [...document.querySelectorAll('#list tbody tr')].map("
        "row => Number(row.cells[0].textContent)); return r.every((n, i) => !i || r[i-1] > n) })()")
    print("the slider moves, the list is sorted" if slides and sorts else "slider or sorting fails")
    if not (slides and sorts):
        failures.append("slider or sorting")
    if page.value("window.attacked === true || document.querySelectorAll('body script').length > 1"):
        failures.append("hostile text ran")

    axe = pathlib.Path(axe_core_python.__file__).parent
    source = next(path for path in axe.rglob("axe*.js"))
    page.value(source.read_text() + ";0")
    # Of hundreds of sites that look alike, ten tell.
    page.value("document.querySelectorAll('article.site').forEach((s, i) => i > 9 && s.remove())")
    findings = json.loads(page.value(
        "axe.run().then(r => JSON.stringify(r.violations.map(v => [v.impact, v.id, v.nodes.length, "
        "v.nodes[0].html.slice(0, 120)])))"))
    for finding in findings:
        print("axe:", *finding)
    print(f"axe-core finds {len(findings)} violations")
    failures += [finding[1] for finding in findings]

    pages = page.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, printBackground=True,
                      pageRanges="1-4", preferCSSPageSize=True)["data"]
    named("-print").with_suffix(".pdf").write_bytes(base64.b64decode(pages))

    asked = [event["params"]["request"]["url"] for event in page.events
             if event.get("method") == "Network.requestWillBeSent"]
    away = [url[:80] for url in asked if not url.startswith(("data:", "file:", "about:"))]
    files = {url for url in asked if url.startswith("file:")}
    said = [event for event in page.events
            if event.get("method") in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled")
            or event.get("method") == "Log.entryAdded"
            and event["params"]["entry"]["level"] in ("error", "warning")]
    for event in said:
        print("console:", json.dumps(event["params"])[:300])
    print(f"{len(away)} requests to elsewhere, {len(files)} file, {len(said)} lines on the console")
    failures += ["requests"] * bool(away or len(files) > 1) + ["console"] * bool(said)
finally:
    browser.terminate()
    browser.wait()
    shutil.rmtree(profile, ignore_errors=True)
print("failed: " + ", ".join(failures) if failures else "all is well")
sys.exit(bool(failures))
