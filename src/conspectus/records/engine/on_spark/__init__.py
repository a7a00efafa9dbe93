"""Apache Spark, on this machine or on a cluster."""
