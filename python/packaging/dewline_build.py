"""The build backend of `pip install .` (PEP 517, PEP 660), of the standard library alone, so that it works
offline.

A wheel is what `cmake --install` puts into a folder (python/CMakeLists.txt says what), zipped with its
metadata.
"""
from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import tomllib

sys.path.insert(0, os.fspath(pathlib.Path(__file__).parent))
import wheel_file  # noqa: E402 - beside this file

ROOT = pathlib.Path(__file__).resolve().parents[2]
PYTHON = "/usr/bin/python3"  # the module is built for Debian's


def project() -> dict:
    """The table [project] of pyproject.toml, with the version that CMakeLists.txt states."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    cmake = (ROOT / "CMakeLists.txt").read_text()
    table["version"] = re.search(r"project\(dewline VERSION (\S+)", cmake).group(1)
    return table


def tag() -> str:
    """The wheel's tag. Exits with a hint if this is not the Python that the module is built for."""
    done = subprocess.run([PYTHON, "-c", "import sysconfig; print(sysconfig.get_config_var('SOABI'))"],
                          capture_output=True, text=True, check=False)
    wanted = done.stdout.strip()
    if wanted != sysconfig.get_config_var("SOABI"):
        sys.exit(f"dewline: the native module is built for {PYTHON} ({wanted or 'which is not there'}), this is "
                 f"{sys.executable} {sys.version.split()[0]}; make the environment with\n"
                 f"  {PYTHON} -m venv --system-site-packages NAME")
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    return f"{python}-{python}-" + re.sub(r"[-.]", "_", sysconfig.get_platform())


def built() -> pathlib.Path:
    """The build folder, brought up to date by ./dw (which sets up what is missing). DEWLINE_BUILD_DIR
    names another one that is up to date already."""
    if given := os.environ.get("DEWLINE_BUILD_DIR"):
        return pathlib.Path(given)
    # pip's isolation is for Python packages; the build runs Debian's Python and must not see it.
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_", "PEP517_"))}
    for words in (["page"], ["list", "steps"], ["python", "-c", ""]):
        done = subprocess.run([ROOT / "dw", *words], env=clean, stdout=subprocess.DEVNULL, check=False)
        if done.returncode and words == ["page"]:  # it needs Node's packages, once; all else works without the page
            print("dewline: without the report's page, which could not be built", file=sys.stderr)
        elif done.returncode:
            sys.exit(f"dewline: `./dw {' '.join(words)}` failed with {done.returncode}; its words are above")
    return ROOT / "build/release"


def build_wheel(wheel_directory: str, config_settings: dict | None = None,
                metadata_directory: str | None = None) -> str:
    """Hook of PEP 517."""
    named = tag()  # first: it may say that this is the wrong Python
    with tempfile.TemporaryDirectory() as folder:
        install = ["cmake", "--install", built(), "--component", "wheel", "--prefix", folder]
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
        return wheel_file.write(wheel_directory, project(), ROOT, named, pathlib.Path(folder))


def build_editable(wheel_directory: str, config_settings: dict | None = None,
                   metadata_directory: str | None = None) -> str:
    """Hook of PEP 660: a wheel that points at the build folder's package, which the next ./dw python
    brings up to date."""
    named = tag()
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "__editable__dewline.pth").write_text(f"{built() / 'python'}\n")
        return wheel_file.write(wheel_directory, project(), ROOT, named, pathlib.Path(folder))


def prepare_metadata_for_build_wheel(metadata_directory: str, config_settings: dict | None = None) -> str:
    """Hook of PEP 517: the metadata without the build."""
    info = pathlib.Path(metadata_directory) / wheel_file.info_folder(project())
    info.mkdir()
    for name, text in wheel_file.metadata(project(), ROOT, tag()).items():
        (info / name).write_text(text)
    return info.name


prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel


def get_requires_for_build_wheel(config_settings: dict | None = None) -> list[str]:
    """Hook of PEP 517: nothing that pip could fetch; ./dw installs Debian packages."""
    return []


get_requires_for_build_editable = get_requires_for_build_sdist = get_requires_for_build_wheel


def sources() -> list[str]:
    """The project's files: what git knows or would take; without git everything but what is built or
    fetched."""
    try:
        command = ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return sorted(name for name in done.stdout.splitlines() if (ROOT / name).is_file())
    except (OSError, subprocess.CalledProcessError):
        skip = {"build", "out", ".git", ".cache", "node_modules", "__pycache__"}
        names = (p.relative_to(ROOT) for p in ROOT.rglob("*") if p.is_file())
        return sorted(n.as_posix() for n in names if not skip & set(n.parts))


def build_sdist(sdist_directory: str, config_settings: dict | None = None) -> str:
    """Hook of PEP 517: the sources as a tar file."""
    name = f"{project()['name']}-{project()['version']}"
    file = pathlib.Path(sdist_directory) / f"{name}.tar.gz"
    with tempfile.NamedTemporaryFile("w") as info, tarfile.open(file, "w:gz", format=tarfile.PAX_FORMAT) as tar:
        for source in sources():
            tar.add(ROOT / source, f"{name}/{source}")
        info.write(wheel_file.metadata(project(), ROOT, "")["METADATA"])
        info.flush()
        tar.add(info.name, f"{name}/PKG-INFO")
    return file.name
