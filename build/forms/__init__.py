"""What a record of a section can hold, as forms to fill in: skeletons, workbooks, editor schemas."""
