"""A receiver on loopback that fails in every way it can, and `tianyan dispatch` against it.

usage: dispatch.py TIANYAN RESULT...

It answers 500, breaks the connection before and after it has taken a list, is too slow, sends elsewhere, and takes a
list that it has; in between the sender is killed. At the end it must have taken every list exactly once.
"""
import hashlib
import hmac
import http.server
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

tianyan, *results = sys.argv[1:]
work = pathlib.Path(tempfile.mkdtemp())
secret = os.urandom(32).hex()
key = work / "key"
key.write_text(secret)
key.chmod(0o600)
taken, repeated, plan = [], [], []


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        stamp = self.headers["X-Tianyan-Time"]
        wanted = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        assert self.headers["X-Tianyan-Signature"] == "v1=" + wanted, "signature"
        assert abs(time.time() - int(stamp)) < 60, "time"
        assert self.headers["Idempotency-Key"] == hashlib.sha256(body).hexdigest(), "key"
        assert self.headers["Content-Type"] == "application/geo+json"
        how = plan.pop(0) if plan else "take"
        if how == "break":
            return self.connection.close()
        if how == "500":
            return self.answer(500, {"Retry-After": "0"})
        if how == "elsewhere":
            return self.answer(302, {"Location": f"http://127.0.0.1:{port}/elsewhere"})
        assert self.path == "/lists", "followed a redirect"
        (repeated if self.headers["Idempotency-Key"] in taken else taken).append(
            self.headers["Idempotency-Key"])
        if how == "take and break":
            return self.connection.close()
        if how == "take and sleep":
            time.sleep(4)
        if how == "take and go on":
            return self.go_on()
        self.answer(200, {})

    do_GET = do_POST

    def go_on(self):
        """An answer that never ends: the sender must not wait for it."""
        try:
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b"x")
                time.sleep(0.2)
        except OSError:
            pass

    def answer(self, status, headers):
        try:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": "2"}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"ok")
        except OSError:
            pass  # the sender is gone

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
port = server.server_address[1]
threading.Thread(target=server.serve_forever, daemon=True).start()
command = [tianyan, "dispatch", None, "--to", f"http://127.0.0.1:{port}/lists", "--outbox", work / "outbox",
           "--key", key, "--attempts", "3", "--timeout", "2"]


def start(result):
    arguments = list(command)
    arguments[2] = result
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def dispatch(result, how, code):
    plan[:] = how
    process = start(result)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == code, (how, process.returncode, errors)
    assert secret not in errors
    return errors


first, second = results[0], results[1]
dispatch(first, ["500", "500", "500"], 74)
dispatch(first, ["elsewhere"], 74)
dispatch(first, ["break", "take and break", "take and sleep"], 74)
# The sender is killed while the receiver, which has taken the list, does not answer.
plan[:] = ["take and sleep"]
process = start(second)
time.sleep(1.5)
process.send_signal(signal.SIGKILL)
process.communicate()
dispatch(second, ["500", "take and go on"], 0)
dispatch(first, [], 0)
dispatch(second, [], 0)
for more in results[2:]:
    dispatch(more, ["take and break", "500"], 0)
assert len(taken) == len(set(taken)) == len(results), (taken, len(results))
receipts = list((work / "outbox").glob("*/receipts/*.json"))
assert sorted(path.stem for path in receipts) == sorted(taken)
assert not list((work / "outbox").glob("*/pending/*"))
print(f"dispatch: {len(taken)} lists taken once each, {len(repeated)} repetitions known by their key, "
      f"{len(receipts)} receipts, nothing pending")
