"""The checks behind the rules: functions of a Case (or a record) and the rule's numbers."""
