"""One Spark for all of these tests, set up as people set up theirs: by a folder with spark-defaults.conf.

`dev.py test` runs them in one process, so that they share a session: starting one takes longer than most tests.
"""

import os
import shutil
from collections.abc import Iterator

import pytest

from conspectus.records.engine import DuckDBEngine, SparkEngine
from conspectus.records.engine.on_spark.session import LOCAL

# One core, one partition: for a few hundred rows, everything else is waiting.
# Compiling expressions takes longer than working them out row by row.
DEFAULTS = LOCAL | {
    "spark.master": "local[1]",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def lacking() -> str | None:
    """Why Spark cannot run here."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "PySpark is not installed: python3 dev.py test brings it"
    java = shutil.which("java") or os.environ.get("JAVA_HOME")
    return None if java else "there is no Java: on Debian, apt-get install default-jre-headless"


@pytest.fixture(scope="session")
def _spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Spark's settings; skipped where it cannot run, save in CI, which must run it."""
    if why := lacking():
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("spark")
    settings = DEFAULTS | {
        "spark.sql.warehouse.dir": str(folder / "warehouse")
    }  # where printed queries keep tables
    text = "\n".join(f"{key} {value}" for key, value in settings.items())
    (folder / "spark-defaults.conf").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(folder))
        yield


@pytest.fixture
def spark(_spark: None) -> Iterator[SparkEngine]:
    with SparkEngine() as engine:
        yield engine


@pytest.fixture
def duckdb() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine
