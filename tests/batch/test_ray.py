"""The same batches on a real Ray cluster of two nodes on this machine; a worker and the driver killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("daft", reason="the extra `scale` is not installed; make test-scale runs these tests")
pytest.importorskip("ray", reason="Ray is not installed; make test-scale runs these tests")

from sayso.batch import reading
from sayso.batch.folder import Folder
from sayso.batch.plan import parts_of
from sayso.batch.resolve import RESOLVED, resolve, rows_of
from sayso.batch.rows import unpacked
from sayso.batch.storage import Sized
from sayso.ingest import Choices
from tests.batch.make import (
    Rows,
    all_rows,
    begun,
    command_of,
    every_process,
    finished,
    kill_all,
    receipts,
    wait_until,
    write_crawl,
)
from tests.batch.plain import flows

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found by /proc")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of two nodes with a core each."""
    home = tmp_path_factory.mktemp("home")  # Ray leaves a token in the home folder
    os.environ |= {"HOME": str(home), "RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "disabled"}
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": 100_000_000, "include_dashboard": False}
    started = Cluster(initialize_head=True, head_node_args=node)
    started.add_node(num_cpus=1, object_store_memory=100_000_000)
    yield started.address
    started.shutdown()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return write_crawl(tmp_path_factory.mktemp("many") / "crawl", files=12, reports=8)


@pytest.fixture(scope="module")
def expected(many: list[str], tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """What there should be, read without any engine."""
    out = tmp_path_factory.mktemp("expected")
    for part in parts_of(Sized(path, Path(path).stat().st_size) for path in many):
        reading.read_part(part, Folder(str(out)), Choices())
    return all_rows(out)


def test_a_worker_killed_on_a_cluster_loses_and_doubles_nothing(
    cluster: str, many: list[str], expected: Rows, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run = begun(out, many, "--address", cluster)
    wait_until(lambda: receipts(out))
    workers = [pid for pid in every_process() if command_of(pid).startswith("ray::UDFActor")]
    assert workers
    os.kill(workers[0], signal.SIGKILL)
    assert len(receipts(out)) < len(many)
    assert finished(run) == 0
    assert all_rows(out) == expected


def test_a_driver_killed_on_a_cluster_loses_and_doubles_nothing(
    cluster: str, many: list[str], expected: Rows, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run = begun(out, many, "--address", cluster)
    wait_until(lambda: receipts(out))
    kill_all(run)
    assert len(receipts(out)) < len(many)
    assert finished(begun(out, many, "--address", cluster)) == 0
    assert all_rows(out) == expected


def test_a_cluster_resolves_like_any_other_engine(cluster: str, many: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert finished(begun(out, many, "--address", cluster)) == 0
    command = [sys.executable, "-m", "sayso", "resolve", str(out), "--engine", "ray", "--address", cluster]
    subprocess.run(command, check=True, timeout=240)
    folder = Folder(str(out))
    readings = [unpacked(row["reading"]) for row in folder.rows("documents")]
    resolved = resolve(*flows(readings))
    for name in RESOLVED:
        expected = [row for _, message in getattr(resolved, name).messages() for row in rows_of(message)]
        assert sorted(folder.rows(f"resolved/{name}"), key=repr) == sorted(expected, key=repr), name
