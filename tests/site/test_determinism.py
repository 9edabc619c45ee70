import locale
from pathlib import Path

import pytest
from site_reader import build_anew, copy_project

ENVIRONMENTS = (
    {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LC_ALL": "ar_EG.UTF-8"},
)


def available(name: str) -> str:
    """Return a locale if this machine has it, otherwise the one that every machine has."""
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return "POSIX"
    finally:
        locale.setlocale(locale.LC_ALL, "C")
    return name


def contents(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for folder in ("content", "output")
        for path in sorted((project / folder).rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def builds(site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two builds of the same inputs that differ in all that must not matter.

    The first begins with the posts of an earlier build, the second without content/, which is made
    from the seeds alone.
    """
    projects = []
    for number, environment in enumerate(ENVIRONMENTS):
        target = tmp_path_factory.mktemp(f"build{number}")
        content = None if number else site.parent / "content"
        project = copy_project(target, backwards=bool(number), content=content)
        build_anew(project, {**environment, "LC_ALL": available(environment["LC_ALL"])})
        projects.append(project)
    return projects


def test_two_builds_have_the_same_files(builds: list[Path]) -> None:
    first, second = map(contents, builds)

    assert list(first) == list(second)
    assert first


def test_two_builds_have_the_same_bytes(builds: list[Path]) -> None:
    first, second = map(contents, builds)

    assert [name for name in first if first[name] != second.get(name)] == []


def test_the_builds_of_other_tests_are_those_of_the_command(builds: list[Path], site: Path) -> None:
    assert contents(site.parent) == contents(builds[1])


def test_building_again_changes_nothing(builds: list[Path]) -> None:
    before = contents(builds[0])
    build_anew(builds[0], {})

    assert before
    assert [name for name, data in contents(builds[0]).items() if before.get(name) != data] == []


def test_a_build_names_no_folder_of_this_machine(builds: list[Path]) -> None:
    for project in builds:
        named = [n for n, data in contents(project).items() if str(project).encode() in data]
        assert (project / "output" / "index.html").is_file()
        assert named == []
