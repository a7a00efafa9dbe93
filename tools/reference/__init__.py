"""Reference pages and JSON Schemas, made from the definitions, the models and the command line themselves."""
