"""Forms as GOV.UK Frontend draws them: our templates over Django's own fields."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """One template for each form, and one for each kind of field."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
