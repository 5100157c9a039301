"""Reports: each shows the one result of `kata.scoring`, and none reads what another printed."""
