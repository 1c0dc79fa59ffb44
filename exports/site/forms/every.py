"""Every form of the reading room, by its address.

Rule: puts the lists together; no form of its own.
"""

from exports.site.forms.facts import FACTS
from exports.site.forms.form import Form
from exports.site.forms.marks import MARKS
from exports.site.forms.names import NAMES
from exports.site.forms.selections import SELECTIONS

FORMS: dict[str, Form] = {form.name: form for form in (*FACTS, *MARKS, *NAMES, *SELECTIONS)}
