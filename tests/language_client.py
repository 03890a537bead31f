"""An editor that speaks to the server over its standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


class Editor:
    """`diagnostics` are the last ones of each file, by URI."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._count = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "curriculum", "server"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
        )  # fmt: skip
        self.capabilities = self.ask(
            "initialize",
            {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}},
        )["result"]["capabilities"]
        self.note("initialized", {})

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def note(self, method: str, params: dict[str, Any]) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any] | None) -> dict[str, Any]:
        """The answer, once all that the server said before it was taken in."""
        self._count += 1
        said: dict[str, Any] = {"jsonrpc": "2.0", "id": self._count, "method": method}
        self._send(said | ({} if params is None else {"params": params}))
        while True:
            message = self._receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                found = message["params"]
                self.diagnostics[found["uri"]] = found["diagnostics"]
            if message.get("id") == self._count and "method" not in message:
                return message

    def at(self, method: str, name: str, line: int, column: int, **more: Any) -> Any:
        """About a place, whose line and column count from 0. Its result, or its error."""
        where = {"line": line, "character": column}
        params = {"textDocument": {"uri": self.uri(name)}, "position": where, **more}
        answer = self.ask(f"textDocument/{method}", params)
        return answer["error"]["message"] if "error" in answer else answer["result"]

    def open(self, name: str, text: str) -> None:
        document = {"uri": self.uri(name), "languageId": "markdown", "version": 1, "text": text}
        self.note("textDocument/didOpen", {"textDocument": document})

    def change(self, name: str, text: str, version: int) -> list[dict[str, Any]]:
        """What is shown of the file then."""
        document = {"uri": self.uri(name), "version": version}
        changes = [{"text": text}]
        self.note("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
        return self.settled(name)

    def settled(self, name: str) -> list[dict[str, Any]]:
        self.ask("workspace/symbol", {"query": "there is nothing like it"})
        return self.diagnostics.get(self.uri(name), [])

    def close(self) -> int:
        self.ask("shutdown", None)
        self._send({"jsonrpc": "2.0", "method": "exit"})
        self._process.communicate(timeout=20)
        return self._process.returncode

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream
        length = 0
        while (line := stream.readline()) not in {b"\r\n", b""}:
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        data = stream.read(length)
        assert data, "the server ended"
        message: dict[str, Any] = json.loads(data)
        return message
