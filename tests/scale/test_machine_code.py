"""Machine code of kernels is kept, loaded without numba, and compiled anew where it has to be."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

import framing.engines
from framing.engines import MachineCodeError
from framing.scale import machine_code
from framing.scale.kernels import helper, kernel, trailing_zeros

pytest.importorskip("numba", reason="needs numba, of the extra scale")


@helper
def _doubled(number: int) -> int:
    return 2 * number


@kernel("int64[:]", "int64", gives_number=True)
def _sum_doubled(numbers: npt.NDArray[np.int64], times: int) -> int:
    """Add up numbers twice over, some times."""
    total = 0
    for number in numbers:
        total += times * _doubled(number)
    return total


@kernel("uint64[:]", "bool[:, :]")
def _low_zeros(numbers: npt.NDArray[np.uint64], table: npt.NDArray[np.bool_]) -> None:
    """Mark in each row how many of the lowest bits are 0."""
    for row in range(len(numbers)):
        table[row, trailing_zeros(numbers[row])] = True


_ALLOCATING = '''
import numpy as np
from framing.scale.kernels import kernel

@kernel("int64", gives_number=True)
def allocating(size):
    """Make an array whose size is only known when it runs."""
    numbers = np.arange(size)
    return numbers[size // 2]
'''


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """Where machine code is kept in a test, and nothing loaded yet."""
    found = [tmp_path / "first" / "code", tmp_path / "second" / "code"]

    def where(_module: ModuleType) -> Iterator[Path]:
        yield from found

    monkeypatch.setattr(machine_code, "_places", where)
    yield found
    machine_code._addresses.cache_clear()


def _code() -> Callable[..., Any]:
    machine_code._addresses.cache_clear()
    return machine_code.code_of(_sum_doubled)


def _call(code: Callable[..., Any]) -> int:
    numbers = np.array([1, 2, 4])
    return int(code(numbers.ctypes.data, 3, 10))


def _no_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "framing.scale.compiler", None)


def test_kernels_do_what_is_written(places: list[Path]) -> None:
    """Numbers, arrays of one and two dimensions, helpers, an instruction of the processor."""
    table = np.zeros((3, 64), dtype=np.bool_)

    _low_zeros(np.array([1, 40, 1 << 63], dtype=np.uint64), table)

    assert 140 == _sum_doubled(np.array([1, 2, 4]), 10)
    assert [[0, 0], [1, 3], [2, 63]] == np.argwhere(table).tolist()
    assert 3 == trailing_zeros(40)


def test_code_is_kept_and_needs_no_numba(
    places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second process only reads a file."""
    first = _call(_code())
    _no_numba(monkeypatch)

    assert places[0].is_file()
    assert not places[1].exists()
    assert [140, 140] == [first, _call(_code())]


def test_damaged_code_is_compiled_anew(places: list[Path]) -> None:
    """Nothing is run that is not what was written."""
    _code()
    whole = places[0].read_bytes()
    damaged = whole[:-1] + bytes([whole[-1] ^ 1])
    places[0].write_bytes(damaged)

    assert 140 == _call(_code())
    assert damaged != places[0].read_bytes()


def test_code_is_kept_where_there_is_a_place(places: list[Path]) -> None:
    """A package that belongs to somebody else keeps its code in the user's folder."""
    places[0].parent.write_text("no folder")

    assert 140 == _call(_code())
    assert places[1].is_file()


def test_code_that_cannot_be_kept_runs(places: list[Path]) -> None:
    """Nowhere to write is no reason not to count."""
    for place in places:
        place.parent.write_text("no folder")

    assert 140 == _call(_code())


def test_elsewhere_numba_compiles_in_each_process(
    places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where files of machine code were never tried, none is written."""
    monkeypatch.setattr(machine_code, "_IS_TRIED", False)

    assert 140 == _call(_code())
    assert not places[0].exists()


def test_code_is_of_one_version_of_a_module(tmp_path: Path) -> None:
    """A change of a kernel is never missed."""
    module = ModuleType("some.kernels")
    keys = []
    for source in ("one", "another", "one"):
        (tmp_path / "kernels.py").write_text(source)
        module.__file__ = str(tmp_path / "kernels.py")
        keys.append(machine_code._key(module))

    assert keys[0] == keys[2] != keys[1]


def test_a_kernel_that_allocates_is_refused(tmp_path: Path) -> None:
    """It would need numba when it runs."""
    (tmp_path / "allocating.py").write_text(_ALLOCATING)
    code = "import allocating; allocating.allocating(5)"

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert "ValueError: the kernel allocating allocates memory" in done.stderr


@pytest.mark.parametrize(
    "numbers",
    [
        np.array([1.0, 2.0]),
        np.array([1, 2], dtype=np.int32),
        np.arange(6)[::2],
        np.array([[1, 2]]),
    ],
    ids=["other kind", "other size", "with gaps", "other shape"],
)
def test_other_arrays_are_refused(numbers: npt.NDArray[Any]) -> None:
    """Machine code would read past their end."""
    with pytest.raises(TypeError, match="_sum_doubled takes a contiguous array of int64 of 1"):
        _sum_doubled(numbers, 1)


def test_wrong_number_of_arguments_is_refused() -> None:
    """As a function would."""
    with pytest.raises(ValueError, match="argument"):
        _sum_doubled(np.array([1]))  # type: ignore[call-arg]


def test_nothing_unfinished_is_left(places: list[Path]) -> None:
    """Code that could be written but not put in its place is no use to anybody."""
    places[0].mkdir(parents=True)  # a folder of that name

    assert 140 == _call(_code())
    assert [places[0].name] == [file.name for file in places[0].parent.iterdir()]
    assert places[1].is_file()


def test_places_are_those_of_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python is told to keep nothing beside modules, the user's folder comes first."""
    monkeypatch.setenv("FRAMING_CACHE_DIR", str(tmp_path / "mine"))
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    module = ModuleType("some.kernels")
    module.__file__ = str(tmp_path / "package" / "kernels.py")
    (tmp_path / "package").mkdir()
    Path(module.__file__).write_text("")

    def folders() -> list[Path]:
        return [place.parent.relative_to(tmp_path) for place in machine_code._places(module)]

    beside, own = Path("package/__pycache__"), Path("mine/machine-code")
    assert [beside, own] == folders()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert [own, beside] == folders()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    assert folders()[0].parts[0] == "elsewhere"


def test_folders_are_for_whom_they_should_be(
    tmp_path: Path, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of the user is closed to others, that of the package is as Python would make it."""
    package, own = tmp_path / "package" / "__pycache__", tmp_path / "mine" / "machine-code"
    for folder in (package, own):
        places[:] = [folder / "code"]
        _code()

    assert [0o700, 0o700] == [one.stat().st_mode & 0o777 for one in (own, own.parent)]
    assert package.stat().st_mode & 0o777 == package.parent.stat().st_mode & 0o777 != 0o700


def test_a_kernel_without_machine_code_is_not_called(
    places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was made when a kernel was not there yet has no address for it."""
    monkeypatch.setattr(framing.engines, "_REASONS", [])
    with monkeypatch.context() as patch:
        patch.setattr(sys.modules[__name__], "_low_zeros", None)
        _code()
    machine_code._addresses.cache_clear()

    with pytest.raises(MachineCodeError, match="no machine code was made of _low_zeros"):
        machine_code.code_of(_low_zeros)
