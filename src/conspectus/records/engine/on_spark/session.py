"""The one Spark session of a process: what is configured, or else a small local Spark.

Starting takes seconds, so the session lives as long as the process. PySpark is imported here alone, and late: it
comes with an extra that most people never install.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from conspectus.errors import ConspectusError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Where people say which Spark to use; where none of them is set, we start our own.
CONFIGURED = ("SPARK_CONF_DIR", "SPARK_HOME", "SPARK_REMOTE", "PYSPARK_SUBMIT_ARGS", "PYSPARK_GATEWAY_PORT")

LOGGING = Path(__file__).with_name("log4j2.properties")

# The simple compiler and collector of Java: at a local size the better ones take longer than they save.
JAVA = f"-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlog4j2.configurationFile={LOGGING.as_uri()}"

# For one machine: few partitions, as each costs a task, and nothing that listens or talks.
LOCAL = {
    "spark.master": "local[2]",
    "spark.driver.memory": "3g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.extraJavaOptions": JAVA,
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.maxPlanStringLength": "100",  # plans written out and kept for a page that nobody opens
    "spark.sql.ui.retainedExecutions": "1",
    "spark.ui.retainedJobs": "1",
    "spark.ui.retainedStages": "1",
    "spark.sql.adaptive.enabled": "false",  # a plan that changes underway: as above
    "spark.sql.codegen.wholeStage": "false",  # compiling takes longer than the work, at a local size
}

# What our SQL means depends on these, wherever it runs; the last is how long Spark plans: what it would infer from
# each condition about every column multiplies with the CASEs of our queries, and helps none of them.
SESSION = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_LTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.constraintPropagation.enabled": "false",
}

TODO = (
    "Run `pip install 'conspectus[spark]'` and have Java 17 on the path or in JAVA_HOME; or build on DuckDB."
)


def new_session(*, memory: str | None = None) -> "SparkSession":
    """A session with views of its own on the process's Spark; `memory`, such as "4GB", is for a local one."""
    session = _running(memory).newSession()
    for key, value in SESSION.items():
        session.conf.set(key, value)
    return session


def _running(memory: str | None) -> "SparkSession":
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise ConspectusError("PySpark is not installed", "--engine spark", TODO) from None
    builder = SparkSession.builder.appName("conspectus")
    for key, value in _settings(memory).items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except (PySparkException, OSError) as error:
        raise ConspectusError(f"Spark does not start: {error}", "--engine spark", TODO) from None


def _settings(memory: str | None) -> dict[str, str]:
    """What we ask of Spark: nothing where somebody has configured it."""
    if any(os.environ.get(name) for name in CONFIGURED):
        return {}
    asked = {} if memory is None else {"spark.driver.memory": _java_size(memory)}
    return LOCAL | asked


def _java_size(memory: str) -> str:
    """ "4GB", as DuckDB has it, is Java's "4g"."""
    return memory.strip().lower().removesuffix("b").removesuffix("i").replace(" ", "")
