"""The wheel format (PEP 427): a zip with metadata and a record of hashes."""
from __future__ import annotations

import base64
import hashlib
import os
import pathlib
import zipfile

SAME_TIME = (1980, 1, 1, 0, 0, 0)  # same content, same bytes


def info_folder(project: dict) -> str:
    """The name of the metadata folder."""
    return f"{project['name']}-{project['version']}.dist-info"


def metadata(project: dict, root: pathlib.Path, tag: str) -> dict[str, str]:
    """The texts of the metadata folder by name, from the table [project], whose paths are relative to root."""
    one = {"Metadata-Version": "2.1", "Name": project["name"], "Version": project["version"],
           "Summary": project["description"], "Author": ", ".join(a["name"] for a in project["authors"]),
           "License": "Apache-2.0",
           "Keywords": ",".join(project["keywords"]), "Requires-Python": project["requires-python"],
           "Description-Content-Type": "text/markdown"}
    lines = [f"{k}: {v}" for k, v in one.items()]
    lines += [f"Classifier: {c}" for c in project["classifiers"]]
    lines += [f"Requires-Dist: {d}" for d in project["dependencies"]]
    scripts = "".join(f"{name} = {call}\n" for name, call in project["scripts"].items())
    return {"METADATA": "\n".join(lines) + "\n\n" + (root / project["readme"]).read_text(),
            "WHEEL": f"Wheel-Version: 1.0\nGenerator: dewline_build\nRoot-Is-Purelib: false\nTag: {tag}\n",
            "entry_points.txt": f"[console_scripts]\n{scripts}",
            "LICENSE": (root / project["license"]["file"]).read_text()}


def write(folder: str, project: dict, root: pathlib.Path, tag: str, content: pathlib.Path) -> str:
    """Zips a folder's content with the metadata into `folder`; returns the file's name."""
    name, info = f"{project['name']}-{project['version']}-{tag}.whl", info_folder(project)
    entries = {p.relative_to(content).as_posix(): (p.read_bytes(), os.access(p, os.X_OK))
               for p in sorted(content.rglob("*")) if p.is_file()}
    entries |= {f"{info}/{k}": (text.encode(), False) for k, text in metadata(project, root, tag).items()}
    record = "".join(f"{path},sha256={digest(data)},{len(data)}\n" for path, (data, _) in entries.items())
    entries[f"{info}/RECORD"] = (f"{record}{info}/RECORD,,\n".encode(), False)
    with zipfile.ZipFile(pathlib.Path(folder) / name, "w") as out:
        for path, (data, runs) in entries.items():
            entry = zipfile.ZipInfo(path, SAME_TIME)
            entry.external_attr = (0o100755 if runs else 0o100644) << 16
            out.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=1)  # 60 MB: speed before size
    return name


def digest(data: bytes) -> str:
    """The hash of RECORD: sha256 in URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
