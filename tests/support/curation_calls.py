"""Every way to call a command of the owner's words, on an archive of which A-0002 is withheld."""

CURATION_CALLS = """
outlet rename {a} Near X --because x
outlet list {a}
outlet list {a} --json
outlet undo {a} Taken --because x
place add {a} Orlu Orlo
place remove {a} Orlu Orlo
place undo {a} Orlu
place list {a} Baku
note add {a} A-0002 x
note add {a} r-near x
note highlight {a} r-near fog
note highlight {a} A-0002 fog
note change {a} {note} x
note remove {a} {note}
note undo {a} {note}
note list {a}
note list {a} A-0002
note list {a} --json
tag add {a} x A-0002
tag add {a} x r-near
tag remove {a} x r-near
confirm {a} A-0002 headline
confirm {a} r-near headline
select create {a} Fog
select add {a} fog r-far
select add {a} fog A-0002
select remove {a} fog r-far
select order {a} ferries r-far
select note {a} ferries r-far x
select note {a} ferries A-0002 x
select change {a} ferries --public
select show {a} ferries
select show {a} ferries --json
select list {a}
list {a} --selection ferries
search {a} ferry --selection ferries --json
select undo {a} ferries
select delete {a} fog
dossier {a} -o {out}/f.pdf --selection ferries
"""
