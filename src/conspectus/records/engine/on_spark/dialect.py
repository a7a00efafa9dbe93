"""Spark's SQL."""

from conspectus.records.engine.dialect import Dialect
from conspectus.records.engine.on_spark.steps import to_be_read
from conspectus.records.engine.on_spark.translation import for_spark

SPARK = Dialect(
    name="spark", sqlglot="spark", splink="spark", rewrite=for_spark, parted=to_be_read, distributed=True
)
