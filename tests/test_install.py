"""The package works, with its lexicons and corpus, however it is installed."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

import framing

CHECKOUT = Path(__file__).parent.parent
_SHIPPED = ("framing", "lexicons", "corpus", "pyproject.toml", "README.md", "LICENSE")


def _compare(python: Path | str, folder: Path, *, path: Path | None = None) -> str:
    """Run the main job far from the checkout; only the dependencies come from this environment."""
    search = [str(path)] if path else []
    # This environment's own framing is an editable install, which PYTHONPATH does not follow.
    search.append(sysconfig.get_path("purelib"))
    code = "import framing, sys; sys.stdout.write(framing.__file__)"
    environment = {"PYTHONPATH": ":".join(search), "PATH": ""}
    for arguments in (["-c", code], ["-m", "framing", "compare"]):
        result = subprocess.run(
            [python, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        if arguments[0] == "-c":
            assert str(folder) in result.stdout, f"tested {result.stdout}, not the installed one"
    return result.stdout


@pytest.fixture(scope="module")
def expected() -> str:
    """What the main job prints here."""
    result = subprocess.run(
        [sys.executable, "-m", "framing", "compare"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return result.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the checkout, far from it."""
    target = tmp_path / "copy"
    target.mkdir()
    for name in _SHIPPED:
        subprocess.run(["cp", "-r", CHECKOUT / name, target / name], check=True)
    return target


def _environment(folder: Path) -> Path:
    venv.create(folder, with_pip=False)
    return folder / "bin" / "python"


def _pip(*arguments: str | Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", *map(str, arguments)],
        check=True,
        capture_output=True,
    )


def test_a_checkout_finds_its_data(copy: Path, expected: str) -> None:
    """Without any installation, the top-level folders serve."""
    assert expected == _compare(sys.executable, copy, path=copy)


@pytest.mark.wheel
def test_an_editable_install_finds_the_data(copy: Path, tmp_path: Path, expected: str) -> None:
    """The top-level folders of the checkout serve from anywhere."""
    python = _environment(tmp_path / "environment")
    _pip("--python", python, "install", "--no-deps", "--editable", copy)

    assert expected == _compare(python, tmp_path)


@pytest.mark.wheel
def test_a_wheel_brings_the_data(copy: Path, tmp_path: Path, expected: str) -> None:
    """The wheel is enough: the sources it was made from are gone when it runs."""
    _pip("wheel", "--no-deps", "--wheel-dir", tmp_path / "wheels", copy)
    subprocess.run(["rm", "-r", copy], check=True)
    python = _environment(tmp_path / "environment")
    _pip("--python", python, "install", "--no-deps", *(tmp_path / "wheels").glob("*.whl"))

    assert expected == _compare(python, tmp_path)


@pytest.mark.wheel
def test_the_source_distribution_is_complete(copy: Path, tmp_path: Path) -> None:
    """A wheel made from the sdist has the same files as one made from the checkout."""
    import zipfile

    build = [sys.executable, "-m", "build", "--outdir", str(tmp_path / "dist"), str(copy)]
    subprocess.run(build, check=True, capture_output=True)
    _pip("wheel", "--no-deps", "--wheel-dir", tmp_path / "wheels", copy)

    def names(folder: str) -> set[str]:
        (wheel,) = (tmp_path / folder).glob("*.whl")
        return set(zipfile.ZipFile(wheel).namelist())

    assert names("dist") == names("wheels")
    assert any(name.endswith("stopwords/en.txt") for name in names("dist"))


def test_the_version_is_that_of_the_metadata() -> None:
    """The version stands in one place."""
    from importlib.metadata import version

    assert framing.__version__ == version("framing")
