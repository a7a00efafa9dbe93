"""How ratings become results: one rule of a framework, of one of the kinds in `rule_kinds`. None of them averages."""

from functools import cached_property

from pydantic import Field, model_validator

from conspectus.definitions.base import Definition
from conspectus.definitions.rule_kinds.cap import Cap
from conspectus.definitions.rule_kinds.coverage import Coverage
from conspectus.definitions.rule_kinds.effect import Effect
from conspectus.definitions.rule_kinds.quorum import Quorum

OF_EVERY_KIND = ("id", "says")


class Rule(Definition):
    """One rule: a cap, a coverage or a quorum, and a sentence that says it to people."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    says: str = ""
    # Each kind by its name: this is the registry.
    cap: Cap | None = None
    coverage: Coverage | None = None
    quorum: Quorum | None = None

    @model_validator(mode="after")
    def _one_effect(self) -> "Rule":
        if len(self._given) != 1:
            raise ValueError(f"rule {self.id}: give one of {', '.join(self.kinds())}")
        return self

    @classmethod
    def kinds(cls) -> tuple[str, ...]:
        """The names of the kinds that there are."""
        return tuple(name for name in cls.model_fields if name not in OF_EVERY_KIND)

    @cached_property
    def _given(self) -> dict[str, Effect]:
        every = {name: getattr(self, name) for name in self.kinds()}
        return {name: effect for name, effect in every.items() if effect is not None}

    @property
    def effect(self) -> Effect:
        """What the rule does, by its kind."""
        return next(iter(self._given.values()))

    @property
    def kind(self) -> str:
        """The name of its kind: cap, coverage or quorum."""
        return next(iter(self._given))

    @property
    def shown(self) -> str:
        """Its sentence, or one made from its parts."""
        return self.says or self.effect.sentence()
