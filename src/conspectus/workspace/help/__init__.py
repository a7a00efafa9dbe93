"""The documentation, served inside: whoever works on a closed network has it at hand."""
