"""Which names a template asks of whoever renders it, those of the templates that it extends and includes with it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.template import Context as Given
from django.template import Engine, Node, NodeList
from django.template.base import FilterExpression, Variable
from django.template.defaulttags import ForNode, IfNode, RegroupNode, WithNode
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.template.smartif import TokenBase
from jinja2 import Environment, meta, nodes

OWN = {"True", "False", "None", "forloop", "block", "csrf_token"}  # Django's, in every template


class DjangoNames:
    """Walks one template of Django's, as it would be rendered, and keeps the names that nothing within it binds."""

    def __init__(self, engine: Engine, template: str) -> None:
        """Walk it at once."""
        self.engine = engine
        self.asked: set[str] = set()
        self.read: set[str] = set()  # every template that was met
        self.blocks: dict[str, list[BlockNode]] = {}  # the outermost template's first
        self._template(template, frozenset())

    def _template(self, name: str, bound: frozenset[str]) -> None:
        self.read.add(name)
        self._each(self.engine.get_template(name).nodelist, bound)

    def _each(self, nodelist: Iterable[Any], bound: frozenset[str]) -> None:
        """One after the other: what one binds the next knows."""
        for node in nodelist:
            self._node(node, bound)
            made = getattr(node, "asvar", None) or getattr(node, "target_var", None)
            made = node.var_name if isinstance(node, RegroupNode) else made
            bound = bound | {made} if made else bound

    def _node(self, node: Node, bound: frozenset[str]) -> None:
        match node:
            case ExtendsNode():
                self._extends(node, bound)
            case BlockNode():
                self._block(node, bound)
            case IncludeNode():
                self._include(node, bound)
            case ForNode():
                self._expression(node.sequence, bound)
                self._each(node.nodelist_loop, bound | set(node.loopvars))
                self._each(node.nodelist_empty, bound)
            case WithNode():
                self._expression(list(node.extra_context.values()), bound)
                self._each(node.nodelist, bound | set(node.extra_context))
            case IfNode():
                for condition, nodelist in node.conditions_nodelists:
                    self._expression(condition, bound)
                    self._each(nodelist, bound)
            case RegroupNode():
                self._expression(node.target, bound)  # its other expression is of each of them
            case _:
                self._other(node, bound)

    def _other(self, node: Node, bound: frozenset[str]) -> None:
        assert not (isinstance(node, SimpleNode) and node.takes_context), (
            f"{node.func} takes names of its own"
        )
        for one in vars(node).values():
            if isinstance(one, NodeList):
                self._each(one, bound)
            else:
                self._expression(one, bound)

    def _extends(self, node: ExtendsNode, bound: frozenset[str]) -> None:
        for name, block in node.blocks.items():
            self.blocks.setdefault(name, []).append(block)
        assert isinstance(node.parent_name, FilterExpression)
        self._template(str(node.parent_name.resolve(Given())), bound)

    def _block(self, node: BlockNode, bound: frozenset[str]) -> None:
        """The outermost one stands in its place; one that says `block.super` lets the next stand too."""
        for one in [*self.blocks.get(node.name, []), node]:
            before, self.asked = self.asked, set()
            self._each(one.nodelist, bound)
            goes_on, self.asked = "block" in self.asked, before | self.asked
            if not goes_on:
                return

    def _include(self, node: IncludeNode, bound: frozenset[str]) -> None:
        self._expression(list(node.extra_context.values()), bound)
        name, known = str(node.template.resolve(Given())), set(node.extra_context)
        if node.isolated_context:  # it is given these alone, and what it lacks nobody else can give
            self.asked |= {f"{one} of {name}" for one in names_in_django(self.engine, name) - known}
        else:
            self._template(name, bound | known)

    def _expression(self, value: object, bound: frozenset[str]) -> None:
        self.asked |= {name for name in _django_names(value) if name not in bound}


def _django_names(value: object) -> Iterator[str]:
    """The first part of each name in an expression, a condition or a list of them."""
    match value:
        case Variable():
            if value.lookups:
                yield value.lookups[0]
        case FilterExpression():
            yield from _django_names(value.var)
            for _, arguments in value.filters:
                yield from (name for looked_up, one in arguments if looked_up for name in _django_names(one))
        case dict():
            yield from (name for one in value.values() for name in _django_names(one))
        case list() | tuple():
            yield from (name for one in value for name in _django_names(one))
        case TokenBase():  # of a condition: an operator with its two sides, or a value
            yield from _django_names([value.first, value.second, value.value])


def names_in_django(engine: Engine, template: str) -> set[str]:
    """The names that a template of Django's asks for."""
    return DjangoNames(engine, template).asked - OWN


def read_by_django(engine: Engine, template: str) -> set[str]:
    """The template with all that it extends and includes."""
    return DjangoNames(engine, template).read


def _made_at_the_top(tree: nodes.Template) -> Iterator[str]:
    """The names that a template sets, imports or defines outside its blocks and loops, and knows in all of them."""
    for one in tree.body:
        match one:
            case (
                nodes.Assign(target=nodes.Name(name=name))
                | nodes.Macro(name=name)
                | nodes.Import(target=name)
            ):
                yield name
            case nodes.FromImport(names=names):
                yield from (name if isinstance(name, str) else name[1] for name in names)


LAYOUT = "base.html.j2"  # of a page that stands alone; a part of another is given less


def names_in_jinja(environment: Environment, template: str, bound: frozenset[str] = frozenset()) -> set[str]:
    """The names that a template of Jinja's asks for."""
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, template)
    tree = environment.parse(source)
    bound = bound | set(_made_at_the_top(tree))
    asked = meta.find_undeclared_variables(tree) - bound - set(environment.globals) - {"layout"}
    here = bound | {
        one.name for one in tree.find_all(nodes.Name) if one.ctx == "store"
    }  # a loop's, to what it includes
    for name in meta.find_referenced_templates(tree):
        asked |= names_in_jinja(environment, name or LAYOUT, here)
    return asked
