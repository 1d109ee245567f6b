"""Contents of a form at random: each field empty, said to be lacking, or holding a value of its kind."""

from datetime import date

from hypothesis import strategies as st

from desktop.handbook.documents.vocabulary import Kind

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
DAY = st.dates(date(1930, 1, 1)).map(lambda day: day.isoformat())
SCALARS = {
    Kind.SHORT: TEXT, Kind.LONG: TEXT, Kind.FIXED: TEXT, Kind.PICTURE: TEXT, Kind.DATE: DAY,
    Kind.MOMENT: DAY.map(lambda day: f"{day} 14:05"),
    Kind.WHOLE: st.integers(-5, 300), Kind.DECIMAL: st.floats(-5, 300, allow_nan=False),
    Kind.FINDINGS: st.dictionaries(TEXT, st.one_of(TEXT, st.integers(0, 9)), max_size=3),
    Kind.TEXTS: st.lists(TEXT, max_size=4), Kind.ANSWERS: st.lists(TEXT, max_size=4),
}  # fmt: skip


def values(field):
    """What the field's value may be, complete or not."""
    if field.kind is Kind.CHOICE:
        one = st.sampled_from(field.choices)
    elif field.kind.has_rows:
        row = st.fixed_dictionaries({}, optional={column.name: values(column) for column in field.columns})
        one = st.lists(row, max_size=3)
    else:
        one = SCALARS[field.kind]
    return st.one_of(one, st.sampled_from(field.instead)) if field.instead else one


def contents(form):
    """Contents of the form with any of its fields."""
    return st.fixed_dictionaries({}, optional={field.name: values(field) for _, field in form.stored()})
