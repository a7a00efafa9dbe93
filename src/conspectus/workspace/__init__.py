"""Where inspectors and agencies work together: a web application over casebooks and judgments."""
