"""Uploads a file straight to the store, lists all documents, downloads the file, deletes it, and adds a student.

With the standard library alone:
    ATHENA_URL=https://docs.example.org ATHENA_TOKEN=... python3 athena.py plan.pdf
"""

import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

URL = os.environ["ATHENA_URL"]
TOKEN = os.environ["ATHENA_TOKEN"]
TRIES = 5


class Refused(Exception):
    """An answer of the API that says why not; `code` is stable."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem['code']}: {problem['detail']}")
        self.status, self.code = status, problem["code"]


def call(method, path, body=None):
    """Calls the API. What may have been lost on the way is sent again under the same key, so that it is done once."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    if method != "GET":
        headers["Idempotency-Key"] = str(uuid.uuid4())
    data = None
    if body is not None:
        headers["Content-Type"] = "application/json"
        data = json.dumps(body).encode()
    for attempt in range(1, TRIES + 1):
        request = urllib.request.Request(f"{URL}/api/v1{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                content = answer.read()
                return json.loads(content) if content else None
        except urllib.error.HTTPError as error:
            refused = Refused(error.code, json.loads(error.read()))
            again = error.code in (429, 503) or refused.code == "idempotency_in_progress"
            if not again or attempt == TRIES:
                raise refused from None
            time.sleep(int(error.headers.get("Retry-After", attempt)))
        except urllib.error.URLError:
            if attempt == TRIES:
                raise
            time.sleep(attempt)


def form(fields, content):
    """A multipart/form-data body with the file last, as the store wants it."""
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\n'.encode()
    body = b"".join([*parts, head, content, f"\r\n--{boundary}--\r\n".encode()])
    return body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}


def send(method, url, body, headers):
    """Sends bytes straight to the store: without the token."""
    with urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method), timeout=600) as answer:
        return answer.headers["ETag"]


def upload(path):
    """Uploads a PDF and answers its document. Nobody sees it before it is complete and was checked."""
    with open(path, "rb") as file:
        content = file.read()
    ticket = call("POST", "/uploads", {
        "filename": os.path.basename(path),
        "content_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    })
    if ticket["method"] == "put":
        send("PUT", ticket["url"], content, ticket["headers"])
    elif ticket["method"] == "post":
        send("POST", ticket["url"], *form(ticket["fields"], content))
    else:
        for number in range(1, ticket["part_count"] + 1):
            start = (number - 1) * ticket["part_size"]
            part = call("POST", f"/uploads/{ticket['upload_id']}/parts", {"part_numbers": [number]})["parts"][0]
            send("PUT", part["url"], content[start:start + ticket["part_size"]], part["headers"])
    return call("POST", f"/uploads/{ticket['upload_id']}/complete")


def documents(**query):
    """All documents that fit, newest first, page by page."""
    cursor = None
    while True:
        asked = {"limit": 100, **query, **({"cursor": cursor} if cursor else {})}
        page = call("GET", f"/documents?{urllib.parse.urlencode(asked)}")
        yield from page["data"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


def download(document_id):
    """The bytes of a document, straight from the store."""
    with urllib.request.urlopen(call("GET", f"/documents/{document_id}/download")["download_url"]) as answer:
        return answer.read()


if __name__ == "__main__":
    document = upload(sys.argv[1])
    print("uploaded", document["id"])
    print("listed", sum(1 for _ in documents()))
    content = download(document["id"])
    assert hashlib.sha256(content).hexdigest() == document["sha256"]
    print("downloaded", len(content))
    call("DELETE", f"/documents/{document['id']}")
    print("deleted", document["id"])
    student = call("POST", "/students", {"given_name": "Ana", "family_name": "Ruiz", "group": "3A"})
    print("student", student["id"])
