"""The letter: drafted from findings, checked by agencies, signed by inspectorates, published, and answered."""
