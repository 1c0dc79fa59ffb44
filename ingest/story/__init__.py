"""Stories: which articles are on the same event, whoever wrote them."""
