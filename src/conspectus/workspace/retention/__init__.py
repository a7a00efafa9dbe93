"""When the time is over, what is held of people is destroyed; the judgment, the log and a certificate stay."""
