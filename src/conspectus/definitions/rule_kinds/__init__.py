"""The kinds of rule that a framework may have, one file each: what it counts, when it holds, says, and how it lifts."""
